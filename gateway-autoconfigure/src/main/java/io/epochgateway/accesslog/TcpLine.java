package io.epochgateway.accesslog;

/**
 * HAProxy's {@code option tcplog}.
 *
 * @param early written before the end: what may still grow has a {@code +}
 */
record TcpLine(boolean early) implements LineFormat {

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        line.text(stream.client(), ' ');
        dates.write(line, stream.acceptedAt());
        Parts.way(line, stream);
        line.number(stream.queueWait(), '/').number(stream.connectWait(), '/');
        Parts.growing(line, stream.totalTime(), early, ' ');
        Parts.growing(line, stream.bytesToClient(), early, ' ');
        line.octet(stream.cause()).octet(stream.phase()).octet(' ');
        Parts.load(line, stream);
    }
}
