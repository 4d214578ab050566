package io.epochgateway.accesslog;

import java.util.List;
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

    /** {@code {a|b}} */
    static LineWriter fields(LineWriter line, List<Captured> fields, boolean escape) {
        char before = '{';
        for (Captured field : fields) {
            line.octet(before).encoded(field.octets(), 0, field.length(), true, escape);
            before = '|';
        }
        return line.octet('}');
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
        retries(line, stream).octet(' ');
        line.number(stream.serverQueue()).octet('/');
        line.number(stream.backendQueue());
    }

    /** With a {@code +} if the stream went on to another server. */
    static LineWriter retries(LineWriter line, LoggedStream stream) {
        return (stream.redispatched() ? line.octet('+') : line).number(stream.retries());
    }
}
