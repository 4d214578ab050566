package io.epochgateway.server.check;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When something that takes a while is done again: an interval after it ended. If it ended only because its time was over, the
 * interval counts from its beginning, so that what hangs is noticed as soon as what fails. Lives on one loop.
 */
final class Schedule {

    private final GatewayLoop loop;
    private final Runnable action;
    private final int spreadPercent;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            begun = System.nanoTime();
            action.run();
        }
    };
    private long begun;
    private long due;
    private boolean stopped;

    /**
     * Not yet.
     *
     * @param action on the loop; says by {@link #again} that it has ended
     * @param spreadPercent by how much of an interval it may come early or late
     */
    Schedule(GatewayLoop loop, Runnable action, int spreadPercent) {
        this.loop = loop;
        this.action = action;
        this.spreadPercent = spreadPercent;
    }

    /** Begins after that time. Any thread. */
    void start(Duration delay) {
        loop.eventLoop().execute(() -> {
            due = System.nanoTime() + delay.toNanos();
            arm();
        });
    }

    /**
     * It is done no more. Any thread.
     *
     * @param end ends what is under way, on the loop
     */
    void stop(Runnable end) {
        loop.eventLoop().execute(() -> {
            stopped = true;
            loop.timers().remove(timer);
            end.run();
        });
    }

    boolean isStopped() {
        return stopped;
    }

    /**
     * It has ended.
     *
     * @param timedOut because its time was over
     */
    void again(Duration interval, boolean timedOut) {
        due = next(begun, System.nanoTime(), spread(interval.toNanos()), timedOut);
        arm();
    }

    /** While it isn't under way: at the latest after that time. */
    void hurry(Duration most) {
        long soon = System.nanoTime() + most.toNanos();
        if (soon - due < 0) {
            due = soon;
            arm();
        }
    }

    private void arm() {
        if (!stopped) {
            loop.timers().arm(timer, Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())));
        }
    }

    /** The next beginning, all in nanoseconds of one clock. */
    static long next(long begun, long ended, long interval, boolean timedOut) {
        return timedOut ? Math.max(begun + interval, ended) : ended + interval;
    }

    private long spread(long nanos) {
        if (spreadPercent == 0) {
            return nanos;
        }
        long most = nanos / 100 * spreadPercent;
        return nanos + ThreadLocalRandom.current().nextLong(-most, most + 1);
    }
}
