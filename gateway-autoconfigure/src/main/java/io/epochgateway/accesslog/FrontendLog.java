package io.epochgateway.accesslog;

import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.LogPatterns.Pattern;
import io.epochgateway.definition.SyslogTarget.Format;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one frontend logs, and how. Event loop only. */
public final class FrontendLog {

    private final LogDefinition definition;
    private final AccessLog log;
    private final LineFormat format;
    private final @Nullable LineFormat error;
    private final @Nullable LineFormat data;
    private final int route;
    private final boolean http;
    private final boolean asks;

    /**
     * Writes to that log.
     *
     * @param definition of a format other than {@link LogFormat#NONE}
     * @param http the frontend's mode
     * @param expressions understands those in its log-format strings
     * @throws io.epochgateway.definition.DefinitionException if a log-format string can't be read or a target can't be
     *     reached
     */
    public FrontendLog(LogDefinition definition, boolean http, Expressions expressions, AccessLog log) {
        Surroundings around = Surroundings.ofLine(http, definition.logasap(), expressions);
        this.definition = definition;
        this.log = log;
        this.format = LineFormat.of(definition, around);
        Pattern pattern = definition.patterns().error();
        this.error = pattern == null ? null : CustomLine.of(pattern, around);
        this.data = structuredData(definition, around);
        this.route = log.add(new Route(definition.targets()));
        this.http = http;
        this.asks = Stream.of(format, error, data).anyMatch(line -> line instanceof CustomLine custom && custom.asks());
    }

    /** Only for who takes it. */
    private static @Nullable LineFormat structuredData(LogDefinition definition, Surroundings around) {
        Pattern pattern = definition.patterns().structuredData();
        boolean taken = definition.targets().syslog().stream().anyMatch(to -> to.format() == Format.RFC5424);
        CustomLine data = pattern == null ? null : CustomLine.of(pattern, around);
        return taken ? data : null;
    }

    /** Whether its lines look things up that only rooms above know. */
    public boolean asks() {
        return asks;
    }

    /** A stream begins: its request is understood or, in mode tcp, its client accepted. */
    public void begun(int loop, LoggedStream stream) {
        if (definition.format() == LogFormat.CONNECT) {
            log.write(loop, route, data, format, stream, false);
        }
    }

    /** Whether {@link #ended} is to be called as soon as the response begins. */
    public boolean early() {
        return definition.logasap();
    }

    /** A stream is over. */
    public void ended(int loop, LoggedStream stream) {
        if (definition.dontlognull() && isNull(stream)) {
            return;
        }
        if (error != null && http && stream.requestLineLength() == 0) {
            log.write(loop, route, data, error, stream, definition.logSeparateErrors());
        } else if (definition.format() != LogFormat.CONNECT) {
            write(loop, stream);
        }
    }

    private void write(int loop, LoggedStream stream) {
        boolean separate = definition.dontlogNormal() || definition.logSeparateErrors();
        boolean failed = separate && isError(stream);
        if (failed || !definition.dontlogNormal()) {
            log.write(loop, route, data, format, stream, failed && definition.logSeparateErrors());
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
            LineFormat line = error != null ? error : new EmbryonicLine(listener, reason);
            log.write(loop, route, data, line, stream, definition.logSeparateErrors());
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
