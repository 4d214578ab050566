package io.epochgateway.stats;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Events in a second, on all event loops together: now, and the most there ever were. Any thread. */
public final class Rate {

    static final int EIGHTHS = 8;
    private static final long NANOS = 125_000_000;

    private final Supplier<Stream<RateCells>> loops;
    private final AtomicInteger max = new AtomicInteger();

    Rate(Supplier<Stream<RateCells>> loops) {
        this.loops = loops;
    }

    /** The number of an eighth of a second. */
    static int eighth(long nanos) {
        return (int) (nanos / NANOS);
    }

    /** An eighth that saw events is over. */
    void endOf(int eighth) {
        int events = secondUntil(eighth);
        if (events > max.getPlain()) {
            max.accumulateAndGet(events, Math::max);
        }
    }

    private int secondUntil(int eighth) {
        return loops.get().mapToInt(cells -> cells.secondUntil(eighth)).sum();
    }

    /** Events of the last second. */
    public int now() {
        return secondUntil(eighth(System.nanoTime()));
    }

    /** The most events of a second. */
    public int max() {
        loops.get().mapToInt(RateCells::last).forEach(this::endOf);
        return max.get();
    }
}
