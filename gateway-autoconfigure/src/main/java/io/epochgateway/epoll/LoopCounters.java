package io.epochgateway.epoll;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * The figures of one loop. Only the loop's thread writes, with a plain add and an opaque store, so that other threads
 * read whole values without costing the loop anything.
 */
final class LoopCounters {

    /** A batch of any size fits: 2^31 reports would be the next bucket. */
    private static final int BUCKETS = Integer.SIZE - 1;

    final AtomicLong events = new AtomicLong();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong wakeups = new AtomicLong();
    final AtomicLong registered = new AtomicLong();
    final AtomicLong takeoversIn = new AtomicLong();
    final AtomicLong takeoversOut = new AtomicLong();
    final AtomicLong stale = new AtomicLong();

    private final AtomicLongArray eventsPerBatch = new AtomicLongArray(BUCKETS);

    /** A batch came, of that many reports, at least one. */
    void batch(int reports) {
        add(batches, 1);
        int bucket = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(reports);
        eventsPerBatch.setOpaque(bucket, eventsPerBatch.getPlain(bucket) + 1);
    }

    static void add(AtomicLong figure, long more) {
        figure.setOpaque(figure.getPlain() + more);
    }

    /** Any thread. */
    LoopFigures read(int loop, Map<String, Long> staleByCondition) {
        return new LoopFigures(
                loop,
                events.getOpaque(),
                batches.getOpaque(),
                histogram(),
                wakeups.getOpaque(),
                (int) registered.getOpaque(),
                takeoversIn.getOpaque(),
                takeoversOut.getOpaque(),
                stale.getOpaque(),
                staleByCondition);
    }

    private List<Long> histogram() {
        int used = BUCKETS;
        while (used > 0 && eventsPerBatch.getOpaque(used - 1) == 0) {
            used--;
        }
        return IntStream.range(0, used).mapToObj(eventsPerBatch::getOpaque).toList();
    }
}
