package io.epochgateway.accesslog;

/**
 * HAProxy's {@code option httplog}.
 *
 * @param early written before the end: what may still grow has a {@code +}
 */
record HttpLine(boolean early) implements LineFormat {

    /** No cookies are captured. */
    private static final byte[] CAPTURED_COOKIES = Ascii.bytes(" - - ");

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
        Parts.growing(line, stream.bytesToClient(), early).text(CAPTURED_COOKIES);
        line.octet(stream.cause()).octet(stream.phase());
        line.octet(stream.requestCookie()).octet(stream.responseCookie()).octet(' ');
        Parts.load(line, stream);
        line.octet(' ').octet('"');
        if (stream.requestLineLength() == 0) {
            line.text(BAD_REQUEST);
        } else {
            line.encoded(stream.requestLine(), stream.requestLineLength());
        }
        line.octet('"');
    }
}
