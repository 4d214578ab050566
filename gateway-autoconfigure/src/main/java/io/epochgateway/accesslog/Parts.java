package io.epochgateway.accesslog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the lines of HTTP and TCP have in common. */
final class Parts {

    private static final byte[] NO_SERVER = Ascii.bytes("<NOSRV>");

    private Parts() {}

    /** {@code frontend backend/server } */
    static void way(LineWriter line, LoggedStream stream) {
        byte @Nullable [] server = stream.server();
        line.text(stream.frontend(), ' ').text(stream.backend(), '/').text(server == null ? NO_SERVER : server, ' ');
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

    /** A figure that is not final if the line is early, and what stands behind it. */
    static LineWriter growing(LineWriter line, long figure, boolean early, char after) {
        return (early ? line.octet('+') : line).number(figure, after);
    }

    /** A figure that is not final if the line is early. */
    static LineWriter growing(LineWriter line, long figure, boolean early) {
        return (early ? line.octet('+') : line).number(figure);
    }

    /** {@code actconn/feconn/beconn/srvconn/retries srv_queue/backend_queue} */
    static void load(LineWriter line, LoggedStream stream) {
        line.number(stream.actconn(), '/').number(stream.feconn(), '/');
        line.number(stream.beconn(), '/').number(stream.srvconn(), '/');
        (stream.redispatched() ? line.octet('+') : line).number(stream.retries(), ' ');
        line.number(stream.serverQueue(), '/').number(stream.backendQueue());
    }

    /** With a {@code +} if the stream went on to another server. */
    static LineWriter retries(LineWriter line, LoggedStream stream) {
        return (stream.redispatched() ? line.octet('+') : line).number(stream.retries());
    }
}
