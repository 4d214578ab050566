package io.epochgateway.accesslog;

import org.jspecify.annotations.Nullable;

/** What the lines of HTTP and TCP have in common. */
final class Parts {

    private static final byte[] NO_SERVER = Ascii.bytes("<NOSRV>");

    private Parts() {}

    /** {@code  frontend backend/server }, blanks around it included. */
    static void way(LineWriter line, LoggedStream stream) {
        byte @Nullable [] server = stream.server();
        line.octet(' ')
                .text(stream.frontend())
                .octet(' ')
                .text(stream.backend())
                .octet('/');
        line.text(server == null ? NO_SERVER : server).octet(' ');
    }

    /** A figure that is not final if the line is early. */
    static LineWriter growing(LineWriter line, long figure, boolean early) {
        return (early ? line.octet('+') : line).number(figure);
    }

    /** {@code actconn/feconn/beconn/srvconn/retries srv_queue/backend_queue} */
    static void load(LineWriter line, LoggedStream stream) {
        line.number(stream.actconn()).octet('/');
        line.number(stream.feconn()).octet('/');
        line.number(stream.beconn()).octet('/');
        line.number(stream.srvconn()).octet('/');
        if (stream.redispatched()) {
            line.octet('+');
        }
        line.number(stream.retries()).octet(' ');
        line.number(stream.serverQueue()).octet('/');
        line.number(stream.backendQueue());
    }
}
