package io.epochgateway.accesslog;

/**
 * HAProxy's log where no option says more.
 *
 * @param http the frontend's mode
 */
record ConnectLine(boolean http) implements LineFormat {

    private static final byte[] FROM = Ascii.bytes("Connect from ");
    private static final byte[] TO = Ascii.bytes(" to ");
    private static final byte[] HTTP = Ascii.bytes("/HTTP)");
    private static final byte[] TCP = Ascii.bytes("/TCP)");

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        line.text(FROM).text(stream.client()).text(TO).text(stream.local());
        line.octet(' ').octet('(').text(stream.frontend()).text(http ? HTTP : TCP);
    }
}
