package io.epochgateway.accesslog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's {@code option httplog}.
 *
 * @param early written before the end: what may still grow has a {@code +}
 */
record HttpLine(boolean early) implements LineFormat {

    private static final byte[] NO_COOKIES = Ascii.bytes("- - ");

    private static final byte[] QUOTE = Ascii.bytes(" \"");
    private static final byte[] BAD_REQUEST = Ascii.bytes("<BADREQ>");

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        line.text(stream.client(), ' ');
        dates.write(line, stream.requestedAt());
        Parts.way(line, stream);
        line.number(stream.requestWait(), '/').number(stream.queueWait(), '/');
        line.number(stream.connectWait(), '/').number(stream.responseWait(), '/');
        Parts.growing(line, stream.activeTime(), early, ' ').number(stream.status(), ' ');
        Parts.growing(line, stream.bytesToClient(), early, ' ');
        Captures captures = stream.captures();
        if (captures == null) {
            line.text(NO_COOKIES);
        } else {
            cookies(line, captures);
        }
        line.octets(stream.cause(), stream.phase(), stream.requestCookie(), stream.responseCookie());
        line.octet(' ');
        Parts.load(line, stream);
        if (captures != null) {
            fields(line, captures.request());
            fields(line, captures.response());
        }
        line.text(QUOTE);
        if (stream.requestLineLength() == 0) {
            line.text(BAD_REQUEST, '"');
        } else {
            line.encoded(stream.requestLine(), stream.requestLineLength()).octet('"');
        }
    }

    private static void cookies(LineWriter line, Captures captures) {
        cookie(line, captures.requestCookie()).octet(' ');
        cookie(line, captures.responseCookie()).octet(' ');
    }

    private static LineWriter cookie(LineWriter line, @Nullable Captured cookie) {
        return cookie == null || !cookie.isPresent() ? line.octet('-') : line.text(cookie.octets(), cookie.length());
    }

    private static void fields(LineWriter line, List<Captured> fields) {
        if (!fields.isEmpty()) {
            Parts.fields(line.octet(' '), fields, false);
        }
    }
}
