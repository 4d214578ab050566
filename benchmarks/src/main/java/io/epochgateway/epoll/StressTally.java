package io.epochgateway.epoll;

import java.util.concurrent.atomic.LongAdder;

/** What a stress run did and what went wrong in it. Any thread. */
final class StressTally {

    final LongAdder moves = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder neighbours = new LongAdder();

    /** Bytes that are not those that were sent. */
    final LongAdder corrupt = new LongAdder();

    /** Moves and connections that failed without anybody having asked for it. */
    final LongAdder broken = new LongAdder();

    /** Events of a connection that told it something before it was connected: another one's. */
    final LongAdder misdelivered = new LongAdder();

    private volatile boolean running = true;

    boolean running() {
        return running;
    }

    void stop() {
        running = false;
    }

    /** Bytes under way between moving connections. */
    long outstanding() {
        return sent.sum() - received.sum();
    }

    boolean unharmed() {
        return outstanding() == 0 && corrupt.sum() == 0 && broken.sum() == 0 && misdelivered.sum() == 0;
    }

    @Override
    public String toString() {
        return "%d moves, %d bytes sent, %d lost, %d corrupt, %d neighbours, %d broken connections, %d misdelivered events"
                .formatted(
                        moves.sum(),
                        sent.sum(),
                        outstanding(),
                        corrupt.sum(),
                        neighbours.sum(),
                        broken.sum(),
                        misdelivered.sum());
    }
}
