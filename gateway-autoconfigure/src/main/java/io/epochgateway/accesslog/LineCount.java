package io.epochgateway.accesslog;

import java.util.concurrent.atomic.AtomicInteger;

/** The alias {@code %lc}: how many lines of the frontend came before this one. Any thread. */
record LineCount(Flags flags, AtomicInteger lines) implements Piece {

    LineCount(Flags flags) {
        this(flags, new AtomicInteger());
    }

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        flags.number(line, Integer.toUnsignedLong(lines.getAndIncrement()), 4);
    }
}
