package io.epochgateway.accesslog;

import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;

/** What one frontend logs, and how. Event loop only. */
public final class FrontendLog {

    private final LogDefinition definition;
    private final AccessLog log;
    private final LineFormat format;

    /**
     * Writes to that log.
     *
     * @param definition of a format other than {@link LogFormat#NONE}
     * @param http the frontend's mode
     */
    public FrontendLog(LogDefinition definition, boolean http, AccessLog log) {
        this.definition = definition;
        this.log = log;
        this.format = LineFormat.of(definition, http);
    }

    /** A stream begins: its request is understood or, in mode tcp, its client accepted. */
    public void begun(int loop, LoggedStream stream) {
        if (definition.format() == LogFormat.CONNECT) {
            log.write(loop, format, stream, false);
        }
    }

    /** Whether {@link #ended} is to be called as soon as the response begins. */
    public boolean early() {
        return definition.logasap();
    }

    /** A stream is over. */
    public void ended(int loop, LoggedStream stream) {
        if (definition.format() == LogFormat.CONNECT || (definition.dontlognull() && isNull(stream))) {
            return;
        }
        boolean separate = definition.dontlogNormal() || definition.logSeparateErrors();
        boolean error = separate && isError(stream);
        if (error || !definition.dontlogNormal()) {
            log.write(loop, format, stream, error && definition.logSeparateErrors());
        }
    }

    /**
     * A connection ended before it became a session.
     *
     * @param listener the name of the bind that accepted it
     * @param reason why it ended
     */
    public void refused(int loop, LoggedStream stream, String listener, String reason) {
        if (!definition.dontlognull() || !isNull(stream)) {
            log.write(loop, new EmbryonicLine(listener, reason), stream, definition.logSeparateErrors());
        }
    }

    private static boolean isNull(LoggedStream stream) {
        return stream.bytesFromClient() == 0;
    }

    /** Anything but success at the first attempt; what is answered locally on purpose is a success. */
    private static boolean isError(LoggedStream stream) {
        return switch (stream.cause()) {
            case '-' -> stream.retries() > 0 || stream.redispatched() || stream.status() >= 500;
            case 'L' -> stream.redispatched() || stream.status() >= 500;
            default -> true;
        };
    }
}
