package io.epochgateway.definition;

/**
 * What a frontend logs of its traffic.
 *
 * @param format of its lines
 * @param dontlognull no line for a connection that ended before it sent a byte
 * @param dontlogNormal no line for what went well: no error, no timeout, no retry, no redispatch, no status above 499
 * @param logSeparateErrors what went not so well is logged as an error
 * @param logasap the line is written at the beginning of the response instead of its end
 */
public record LogDefinition(
        LogFormat format, boolean dontlognull, boolean dontlogNormal, boolean logSeparateErrors, boolean logasap) {

    /** No log at all. */
    public static final LogDefinition NONE = LogDefinition.of(LogFormat.NONE);

    /** A line for everything at its end. */
    public static LogDefinition of(LogFormat format) {
        return new LogDefinition(format, false, false, false, false);
    }
}
