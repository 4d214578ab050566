package io.epochgateway.accesslog;

/**
 * HAProxy's line for a connection that ended before it became a session.
 *
 * @param listener the name of the bind that accepted it
 * @param reason why it ended
 */
record EmbryonicLine(String listener, String reason) implements LineFormat {

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        line.text(stream.client(), ' ');
        dates.write(line, stream.acceptedAt());
        line.text(stream.frontend(), '/').text(Ascii.bytes(listener));
        line.octet(':').octet(' ').text(Ascii.bytes(reason));
    }
}
