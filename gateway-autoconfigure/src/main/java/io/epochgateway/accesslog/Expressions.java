package io.epochgateway.accesslog;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.LogPatterns.Pattern;

/** Understands the expressions of log-format strings ({@code %[...]}): rooms above know what they ask for. */
public interface Expressions {

    /** What is put together of them. */
    enum Use {
        /** A line, once its stream is over or its response begins. */
        LINE,
        /** The name of a request, before it goes on. */
        NAME
    }

    /** Where nobody can be asked. */
    Expressions NONE = new Expressions() {
        @Override
        public int end(String text, int from) {
            return text.indexOf(']', from);
        }

        @Override
        public Lookup read(Pattern pattern, String expression, Use use) {
            throw new DefinitionException(
                    pattern.property(), pattern.text(), "'%[' asks for a sample expression", "Use an alias.");
        }
    };

    /** The bracket that closes the expression that begins there; -1 if there is none. */
    int end(String text, int from);

    /**
     * Understands one.
     *
     * @throws DefinitionException if it means nothing, or nothing there
     */
    Lookup read(Pattern pattern, String expression, Use use);
}
