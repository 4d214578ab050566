package io.epochgateway.epoll;

import static io.epochgateway.epoll.EpollEvents.DOWN;
import static io.epochgateway.epoll.EpollEvents.ERR;

import io.epochgateway.counter.EventCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a report that no registration of this loop answers for came, and counts it. The comments of the first six
 * counters are HAProxy's; the last three are cases that HAProxy doesn't know or doesn't count. Loop's thread.
 */
final class StaleReports {

    private static final EventCounter DOWN_REOPENED_ELSEWHERE = EventCounter.count(
            "classify",
            "owner != none && owner != loop && events & (RDHUP|HUP|ERR)",
            "epoll report of HUP/ERR on a stale fd reopened on another thread (harmless)");
    private static final EventCounter ERR_REOPENED_HERE = EventCounter.count(
            "classify",
            "owner == loop && events & ERR",
            "epoll report of ERR on a stale fd reopened on the same thread (suspicious)");
    private static final EventCounter HUP_REOPENED_HERE = EventCounter.count(
            "classify",
            "owner == loop && events & (RDHUP|HUP)",
            "epoll report of HUP on a stale fd reopened on the same thread (suspicious)");
    private static final EventCounter HARMLESS_REOPENED_HERE = EventCounter.count(
            "classify",
            "owner == loop && !(events & (RDHUP|HUP|ERR))",
            "epoll report of a harmless event on a stale fd reopened on the same thread (suspicious)");
    private static final EventCounter RECYCLED = EventCounter.count(
            "classify",
            "owner == none && generation + 1 != current",
            "epoll report of event on a closed recycled fd (rare)");
    private static final EventCounter JUST_CLOSED = EventCounter.count(
            "classify",
            "owner == none && generation + 1 == current",
            "epoll report of event on a just closed fd (harmless)");

    private static final EventCounter HARMLESS_REOPENED_ELSEWHERE = EventCounter.count(
            "classify",
            "owner != none && owner != loop && !(events & (RDHUP|HUP|ERR))",
            "epoll report of a harmless event on a stale fd reopened on another thread (harmless)");
    private static final EventCounter DOWN_TAKEN_OVER = EventCounter.count(
            "classify",
            "endedOpen && events & (RDHUP|HUP|ERR)",
            "epoll report of HUP/ERR on a fd taken over by another thread (harmless)");
    private static final EventCounter HARMLESS_TAKEN_OVER = EventCounter.count(
            "classify",
            "endedOpen && !(events & (RDHUP|HUP|ERR))",
            "epoll report of a harmless event on a fd taken over by another thread (harmless)");

    private static final List<EventCounter> CONDITIONS = List.of(
            DOWN_REOPENED_ELSEWHERE,
            ERR_REOPENED_HERE,
            HUP_REOPENED_HERE,
            HARMLESS_REOPENED_HERE,
            RECYCLED,
            JUST_CLOSED,
            HARMLESS_REOPENED_ELSEWHERE,
            DOWN_TAKEN_OVER,
            HARMLESS_TAKEN_OVER);

    /** So many batches in a row, each with a stale report, are no accident: an entry outlived its close. */
    private static final int PERSISTENT = 16;

    private final FdTable fds;
    private final int loop;
    private final StaleEventHistory history;
    private final AtomicLongArray ofThisLoop = new AtomicLongArray(CONDITIONS.size());
    private final List<Registration> endedInBatch = new ArrayList<>();
    private long batch;
    private long lastStaleBatch;
    private int streak;

    StaleReports(FdTable fds, int loop, StaleEventHistory history) {
        this.fds = fds;
        this.loop = loop;
        this.history = history;
    }

    void batchBegins() {
        batch++;
    }

    void batchEnds() {
        endedInBatch.clear();
    }

    /** Remembers a registration that ended while the rest of the batch may still report on it. */
    void ended(Registration registration) {
        endedInBatch.add(registration);
    }

    /**
     * Counts a report that must not be delivered.
     *
     * @param data generation and fd, as the kernel gave them back
     */
    void count(long data, int events) {
        EventCounter condition = classify((int) data, (int) (data >>> 32), events, endedOpen(data));
        condition.hit();
        ofThisLoop.incrementAndGet(CONDITIONS.indexOf(condition));
        if (history.keeps()) {
            history.add(event(data, events, condition));
        }
        if (lastStaleBatch != batch) {
            streak = lastStaleBatch + 1 == batch ? streak + 1 : 1;
            lastStaleBatch = batch;
        }
    }

    private StaleEvent event(long data, int events, EventCounter condition) {
        int fd = (int) data;
        return new StaleEvent(
                Instant.now(),
                loop,
                fd,
                data >>> 32,
                Integer.toUnsignedLong(FdTable.generation(fds.get(fd))),
                EpollEvents.text(events),
                condition.comment());
    }

    /** How often which condition was met on this loop, those that were. Any thread. */
    Map<String, Long> byCondition() {
        Map<String, Long> met = new LinkedHashMap<>();
        for (int condition = 0; condition < CONDITIONS.size(); condition++) {
            if (ofThisLoop.get(condition) > 0) {
                met.put(CONDITIONS.get(condition).comment(), ofThisLoop.get(condition));
            }
        }
        return met;
    }

    /** Whether stale reports keep coming, batch after batch. */
    boolean persist() {
        return streak >= PERSISTENT;
    }

    /** Whether removing the number from this loop's epoll set can't hit a registration that is alive. */
    boolean mayRemove(int fd) {
        return FdTable.owner(fds.get(fd)) != loop;
    }

    private EventCounter classify(int fd, int generation, int events, boolean endedOpen) {
        boolean down = (events & DOWN) != 0;
        if (endedOpen) {
            return down ? DOWN_TAKEN_OVER : HARMLESS_TAKEN_OVER;
        }
        long entry = fds.get(fd);
        int owner = FdTable.owner(entry);
        if (owner == FdTable.NOBODY) {
            return generation + 1 == FdTable.generation(entry) ? JUST_CLOSED : RECYCLED;
        }
        if (owner != loop) {
            return down ? DOWN_REOPENED_ELSEWHERE : HARMLESS_REOPENED_ELSEWHERE;
        }
        if ((events & ERR) != 0) {
            return ERR_REOPENED_HERE;
        }
        return down ? HUP_REOPENED_HERE : HARMLESS_REOPENED_HERE;
    }

    /** Known without shared memory: what this loop gave away, or let go open, it did in the batch at hand. */
    private boolean endedOpen(long data) {
        Registration ended = endedInBatch(data);
        return ended != null && ended.endedOpen();
    }

    private @Nullable Registration endedInBatch(long data) {
        for (Registration registration : endedInBatch) {
            if (registration.data == data) {
                return registration;
            }
        }
        return null;
    }
}
