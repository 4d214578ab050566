package io.epochgateway.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/** The part of a {@link Traffic} that one event loop counts, by plain adds. Written on that loop only. */
public final class LoopTraffic {

    static final int COUNTERS = Counter.values().length;
    /** HAProxy's averages are those of so many samples. */
    static final int WINDOW = 1024;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int WAITS = Wait.values().length;
    private static final int SAMPLES = COUNTERS + 2 * WAITS;
    private static final int LAST = SAMPLES + 1;
    /** So that no other loop writes to the same cache line. */
    private static final int PADDING = 8;

    private final long[] cells = new long[LAST + 1 + PADDING];
    private final RateCells sessions;
    private final RateCells requests;

    LoopTraffic(Traffic whole) {
        sessions = new RateCells(whole.sessionRate());
        requests = new RateCells(whole.requestRate());
    }

    /** One more of these. */
    public void count(Counter counter) {
        add(counter, 1);
    }

    /** So many more of these. */
    public void add(Counter counter, long by) {
        write(counter.ordinal(), cells[counter.ordinal()] + by);
    }

    /** A session begins, at that {@link System#nanoTime()}. */
    public void sessionBegins(long nanos) {
        count(Counter.STOT);
        write(LAST, nanos);
        sessions.add(nanos);
    }

    /** A request begins, at that {@link System#nanoTime()}. */
    public void requestBegins(long nanos) {
        count(Counter.REQ_TOT);
        requests.add(nanos);
    }

    /** A response with that status. */
    public void responded(int status) {
        count(Counter.ofStatus(status));
    }

    /** A stream is over; how long each wait was, in milliseconds, what is negative counted as 0. */
    public void waited(int queue, int connect, int response, int total) {
        long samples = cells[SAMPLES];
        boolean full = samples == WINDOW;
        add(Wait.QUEUE, queue, full);
        add(Wait.CONNECT, connect, full);
        add(Wait.RESPONSE, response, full);
        add(Wait.TOTAL, total, full);
        if (!full) {
            write(SAMPLES, samples + 1);
        }
    }

    private void add(Wait wait, int millis, boolean full) {
        int value = Math.max(millis, 0);
        int sum = COUNTERS + wait.ordinal();
        write(sum, cells[sum] + value - (full ? cells[sum] / WINDOW : 0));
        int most = sum + WAITS;
        if (value > cells[most]) {
            write(most, value);
        }
    }

    private void write(int cell, long value) {
        CELL.setOpaque(cells, cell, value);
    }

    private long read(int cell) {
        return (long) CELL.getOpaque(cells, cell);
    }

    // ---- any thread

    long value(Counter counter) {
        return read(counter.ordinal());
    }

    long sum(Wait wait) {
        return read(COUNTERS + wait.ordinal());
    }

    long most(Wait wait) {
        return read(COUNTERS + WAITS + wait.ordinal());
    }

    long samples() {
        return read(SAMPLES);
    }

    /** Seconds since the last session began; -1 if there was none. */
    long secondsSinceSession(long now) {
        return value(Counter.STOT) == 0 ? -1 : TimeUnit.NANOSECONDS.toSeconds(now - read(LAST));
    }

    RateCells sessions() {
        return sessions;
    }

    RateCells requests() {
        return requests;
    }
}
