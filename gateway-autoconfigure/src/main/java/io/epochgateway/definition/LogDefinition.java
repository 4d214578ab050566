package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * What a frontend logs of its traffic.
 *
 * @param format of its lines
 * @param dontlognull no line for a connection that ended before it sent a byte
 * @param dontlogNormal no line for what went well: no error, no timeout, no retry, no redispatch, no status above 499
 * @param logSeparateErrors what went not so well is logged as an error
 * @param logasap the line is written at the beginning of the response instead of its end
 * @param patterns the lines that it puts together itself
 * @param captures what it takes out of messages, whether or not there are lines
 * @param targets where the lines go
 * @param uniqueId what its requests are called; null if they have no names
 */
public record LogDefinition(
        LogFormat format,
        boolean dontlognull,
        boolean dontlogNormal,
        boolean logSeparateErrors,
        boolean logasap,
        LogPatterns patterns,
        CaptureDefinition captures,
        LogTargets targets,
        @Nullable UniqueIdDefinition uniqueId) {

    /** No log at all. */
    public static final LogDefinition NONE = LogDefinition.of(LogFormat.NONE);

    /** Of lines that HAProxy has a name for, and of nothing that was captured. */
    public LogDefinition(
            LogFormat format, boolean dontlognull, boolean dontlogNormal, boolean logSeparateErrors, boolean logasap) {
        this(
                format,
                dontlognull,
                dontlogNormal,
                logSeparateErrors,
                logasap,
                LogPatterns.NONE,
                CaptureDefinition.NONE,
                LogTargets.LOGGER,
                null);
    }

    /** A line for everything at its end. */
    public static LogDefinition of(LogFormat format) {
        return new LogDefinition(format, false, false, false, false);
    }
}
