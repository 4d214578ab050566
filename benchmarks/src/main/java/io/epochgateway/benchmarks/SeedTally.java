package io.epochgateway.benchmarks;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What became of the requests of a seed run. Any thread. */
final class SeedTally {

    /** Requests whose own response came whole. */
    final LongAdder right = new LongAdder();
    /** Requests that got no response, or one that says that there is none. */
    final LongAdder lost = new LongAdder();
    /** Responses with another request's bytes, or with none's. */
    final LongAdder foreign = new LongAdder();
    /** Requests that the origin saw twice, or out of order. */
    final LongAdder doubled = new LongAdder();
    /** Requests that the origin never saw, though the client's next one came. */
    final LongAdder skipped = new LongAdder();

    private final AtomicLongArray seen;

    SeedTally(int clients) {
        seen = new AtomicLongArray(clients);
    }

    /** The origin got a client's request of that number; they count from 1, one after the other. */
    void arrived(int client, long number) {
        long before = seen.getAndSet(client, number);
        if (number <= before) {
            doubled.increment();
        } else if (number > before + 1) {
            skipped.add(number - before - 1);
        }
    }

    boolean unharmed() {
        return right.sum() > 0 && lost.sum() + foreign.sum() + doubled.sum() + skipped.sum() == 0;
    }

    @Override
    public String toString() {
        return "right %d, lost %d, foreign %d, doubled %d, never seen by the origin %d"
                .formatted(right.sum(), lost.sum(), foreign.sum(), doubled.sum(), skipped.sum());
    }
}
