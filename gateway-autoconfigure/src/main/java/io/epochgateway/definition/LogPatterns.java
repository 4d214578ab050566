package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * Lines that a frontend puts together itself, as HAProxy's log-format strings.
 *
 * @param line in place of an option's line; null if there is none
 * @param error in place of the line of a connection without a request; null if there is none
 * @param structuredData before the message in syslog's format of RFC 5424; null if there is none
 */
public record LogPatterns(
        @Nullable Pattern line,
        @Nullable Pattern error,
        @Nullable Pattern structuredData) {

    /** None of them. */
    public static final LogPatterns NONE = new LogPatterns(null, null, null);

    /**
     * One of them.
     *
     * @param property the full name of the property that says it, for messages
     */
    public record Pattern(String property, String text) {}
}
