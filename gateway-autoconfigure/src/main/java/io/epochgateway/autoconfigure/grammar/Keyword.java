package io.epochgateway.autoconfigure.grammar;

import org.jspecify.annotations.Nullable;

/**
 * One word that may be written in a section. All that knows words is derived from it: reading, the search for typing
 * mistakes, the JSON schema, the metadata and the table of the documentation.
 *
 * @param name HAProxy's keyword, in kebab-case
 * @param shape what may be written as its value
 * @param otherwise what holds when it isn't written, in the language of the configuration; null if nothing does or if
 *     the description says what
 * @param description what it means, in Markdown
 */
record Keyword<T>(String name, Shape<T> shape, @Nullable String otherwise, String description) {

    Keyword(String name, Shape<T> shape, String description) {
        this(name, shape, null, description);
    }

    /** The name as Spring compares it: without dashes. */
    String uniform() {
        return name.replace("-", "");
    }
}
