package io.epochgateway.epoll;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last stale events of a group of loops. Any thread; a lock is no burden on what is rare. */
final class StaleEventHistory {

    private final int size;
    private final Deque<StaleEvent> events = new ArrayDeque<>();

    /**
     * @param size how many are kept, from 0
     */
    StaleEventHistory(int size) {
        this.size = size;
    }

    /** Whether it is worth making an event to add. */
    boolean keeps() {
        return size > 0;
    }

    synchronized void add(StaleEvent event) {
        if (events.size() == size) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** The oldest first. */
    synchronized List<StaleEvent> events() {
        return List.copyOf(events);
    }
}
