package io.epochgateway.stats;

import java.util.concurrent.atomic.AtomicInteger;

/** How many are in at the same time: now, and the most there ever were. Any thread. */
public final class Occupancy {

    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger max = new AtomicInteger();

    /** One more. */
    public void enter() {
        seen(now.incrementAndGet());
    }

    /** One less. */
    public void leave() {
        now.decrementAndGet();
    }

    /** Somebody else who counts them saw so many. */
    public void seen(int in) {
        if (in > max.get()) {
            max.accumulateAndGet(in, Math::max);
        }
    }

    public int now() {
        return now.get();
    }

    /** The most there ever were. */
    public int max() {
        return max.get();
    }
}
