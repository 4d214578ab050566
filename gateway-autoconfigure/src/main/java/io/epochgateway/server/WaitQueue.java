package io.epochgateway.server;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those that wait for a slot, in the order in which they are to be served. Any thread, no lock. */
final class WaitQueue {

    private final ConcurrentSkipListMap<Waiter, Waiter> waiting = new ConcurrentSkipListMap<>(Waiter.ORDER);
    private final AtomicInteger length = new AtomicInteger();

    /** Whoever adds looks for a free slot afterwards: one that came free in between may have found the queue empty. */
    void add(Waiter waiter) {
        waiting.put(waiter, waiter);
        length.incrementAndGet();
    }

    void remove(Waiter waiter) {
        if (waiting.remove(waiter) != null) {
            length.decrementAndGet();
        }
    }

    /** The next one to be served, which stays; null if nobody waits. */
    @Nullable
    Waiter first() {
        Map.Entry<Waiter, Waiter> first = isEmpty() ? null : waiting.firstEntry();
        return first == null ? null : first.getKey();
    }

    /** Visits them in order; those that come or go meanwhile may be left out. */
    void forEach(Consumer<Waiter> visitor) {
        waiting.keySet().forEach(visitor);
    }

    boolean isEmpty() {
        // it is counted a moment after it is there, and may be served in between
        return length.get() <= 0;
    }

    int length() {
        return Math.max(0, length.get());
    }
}
