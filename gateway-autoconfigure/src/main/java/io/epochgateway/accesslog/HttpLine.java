package io.epochgateway.accesslog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's {@code option httplog}.
 *
 * @param early written before the end: what may still grow has a {@code +}
 */
record HttpLine(boolean early) implements LineFormat {

    private static final byte[] NO_COOKIES = Ascii.bytes(" - - ");

    private static final byte[] BAD_REQUEST = Ascii.bytes("<BADREQ>");

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        line.text(stream.client()).octet(' ');
        dates.write(line, stream.requestedAt());
        Parts.way(line, stream);
        line.number(stream.requestWait()).octet('/');
        line.number(stream.queueWait()).octet('/');
        line.number(stream.connectWait()).octet('/');
        line.number(stream.responseWait()).octet('/');
        Parts.growing(line, stream.activeTime(), early).octet(' ');
        line.number(stream.status()).octet(' ');
        Parts.growing(line, stream.bytesToClient(), early);
        Captures captures = stream.captures();
        if (captures == null) {
            line.text(NO_COOKIES);
        } else {
            cookie(line.octet(' '), captures.requestCookie()).octet(' ');
            cookie(line, captures.responseCookie()).octet(' ');
        }
        line.octet(stream.cause()).octet(stream.phase());
        line.octet(stream.requestCookie()).octet(stream.responseCookie()).octet(' ');
        Parts.load(line, stream);
        if (captures != null) {
            fields(line, captures.request());
            fields(line, captures.response());
        }
        line.octet(' ').octet('"');
        if (stream.requestLineLength() == 0) {
            line.text(BAD_REQUEST);
        } else {
            line.encoded(stream.requestLine(), stream.requestLineLength());
        }
        line.octet('"');
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
