package io.epochgateway.accesslog;

/**
 * HAProxy's {@code option httpslog}: {@link HttpLine}, then what is known of TLS, which on a clear connection is nothing.
 */
record HttpsLine(HttpLine http) implements LineFormat {

    private static final byte[] CLEAR = Ascii.bytes(" 0/-/-/-/0 -/-/-");

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        http.write(line, dates, stream);
        line.text(CLEAR);
    }
}
