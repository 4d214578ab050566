package io.epochgateway.epoll;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The figures of one loop. Only the loop's thread writes, with a plain add and an opaque store, so that other threads
 * read whole values without costing the loop anything.
 */
final class LoopCounters {

    final AtomicLong events = new AtomicLong();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong wakeups = new AtomicLong();
    final AtomicLong registered = new AtomicLong();
    final AtomicLong takeoversIn = new AtomicLong();
    final AtomicLong takeoversOut = new AtomicLong();
    final AtomicLong stale = new AtomicLong();

    static void add(AtomicLong figure, long more) {
        figure.setOpaque(figure.getPlain() + more);
    }

    /** Any thread. */
    LoopFigures read(int loop) {
        return new LoopFigures(
                loop,
                events.getOpaque(),
                batches.getOpaque(),
                wakeups.getOpaque(),
                (int) registered.getOpaque(),
                takeoversIn.getOpaque(),
                takeoversOut.getOpaque(),
                stale.getOpaque());
    }
}
