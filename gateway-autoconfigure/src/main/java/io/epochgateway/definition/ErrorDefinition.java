package io.epochgateway.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a proxy answers in place of one of its own errors. */
public sealed interface ErrorDefinition {

    /** The full name of the property that says so, for messages. */
    String property();

    /**
     * A file with the whole response (HAProxy {@code errorfile}); an empty one closes the connection without a word.
     *
     * @param path absolute, or relative to where the process was started
     */
    record File(String property, String path) implements ErrorDefinition {}

    /**
     * Where to go instead (HAProxy {@code errorloc}).
     *
     * @param status 302 or 303
     */
    record Redirection(String property, int status, String location) implements ErrorDefinition {}

    /**
     * A response that is put together (HAProxy {@code http-error}).
     *
     * @param contentType null if there is no body
     * @param text the body; null if it is in a file, or if there is none
     * @param path a file with the body; null if there is none
     * @param fields further fields by name
     */
    record Composed(
            String property,
            @Nullable String contentType,
            @Nullable String text,
            @Nullable String path,
            Map<String, String> fields)
            implements ErrorDefinition {

        public Composed {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** The gateway's own reply, whatever weaker sections say (HAProxy {@code default-errorfiles}). */
    record Usual(String property) implements ErrorDefinition {}
}
