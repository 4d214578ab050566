package io.epochgateway.accesslog;

import java.nio.charset.StandardCharsets;

/** One part of a log-format string, parsed. Any number of loops write with it at a time. */
@FunctionalInterface
interface Piece {

    /** Blanks that stand together are one, and a line doesn't begin with one. */
    Piece BLANK = (line, dates, stream) -> line.octet(' ');

    void write(LineWriter line, Dates dates, LoggedStream stream);

    /** Text as it is written. */
    static Piece text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return (line, dates, stream) -> line.text(octets);
    }
}
