package io.epochgateway.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The coarse timers of one loop. Putting a deadline off costs one store: the timer stays in its bucket and is moved only
 * when the bucket comes up. A timer fires up to one tick late, never early. Event loop only.
 */
public final class TimerWheel {

    /** One tick. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int BUCKETS = 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final EventLoop eventLoop;
    private final long origin = System.nanoTime();
    private final @Nullable Timer[] buckets = new @Nullable Timer[BUCKETS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    private long doneTick;
    private long wakeTick = NEVER;

    TimerWheel(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** A wait of one owner, used again and again. Event loop only. */
    public abstract static class Timer {

        private @Nullable TimerWheel wheel;
        private @Nullable Timer previous;
        private @Nullable Timer next;
        private long queuedTick;
        private long deadline = NEVER;

        /** The wait is over. The timer is unarmed and may be armed again. */
        protected abstract void expired();

        /** Whether {@link #expired()} is still to come. */
        public final boolean isArmed() {
            return deadline != NEVER;
        }
    }

    /**
     * Lets a timer expire after that time, whatever it was armed for before.
     *
     * @param millis the wait in milliseconds; 0 or less waits for ever
     */
    public void arm(Timer timer, long millis) {
        if (millis <= 0) {
            timer.deadline = NEVER;
            return;
        }
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        long deadline = System.nanoTime() - origin + nanos;
        timer.deadline = deadline;
        long tick = tickOf(deadline);
        if (timer.wheel == null) {
            queue(timer, tick);
        } else if (tick < timer.queuedTick) {
            unlink(timer);
            queue(timer, tick);
        }
    }

    /** Ends the wait; the timer keeps its place for the next one. */
    public void disarm(Timer timer) {
        timer.deadline = NEVER;
    }

    /** Ends the wait and forgets the timer, so that its owner can be collected. */
    public void remove(Timer timer) {
        timer.deadline = NEVER;
        if (timer.wheel != null) {
            unlink(timer);
        }
    }

    private static long tickOf(long nanos) {
        return (nanos + TICK_NANOS - 1) / TICK_NANOS;
    }

    private void queue(Timer timer, long wantedTick) {
        // at most one round ahead: a later timer is looked at once a round
        long tick = Math.clamp(wantedTick, doneTick + 1, doneTick + BUCKETS - 1);
        int bucket = (int) (tick % BUCKETS);
        Timer head = buckets[bucket];
        timer.wheel = this;
        timer.queuedTick = tick;
        timer.previous = null;
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        buckets[bucket] = timer;
        occupied[bucket / Long.SIZE] |= 1L << bucket;
        if (tick < wakeTick) {
            wakeAt(tick);
        }
    }

    private void unlink(Timer timer) {
        Timer previous = timer.previous;
        Timer next = timer.next;
        if (next != null) {
            next.previous = previous;
        }
        if (previous != null) {
            previous.next = next;
        } else {
            int bucket = (int) (timer.queuedTick % BUCKETS);
            buckets[bucket] = next;
            if (next == null) {
                occupied[bucket / Long.SIZE] &= ~(1L << bucket);
            }
        }
        timer.wheel = null;
        timer.previous = null;
        timer.next = null;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a wake-up that comes too early finds nothing to do
    private void wakeAt(long tick) {
        wakeTick = tick;
        long delay = tick * TICK_NANOS - (System.nanoTime() - origin);
        eventLoop.schedule(this::turn, Math.max(delay, 0), TimeUnit.NANOSECONDS);
    }

    private void turn() {
        long now = System.nanoTime() - origin;
        long nowTick = now / TICK_NANOS;
        if (nowTick < wakeTick) {
            return;
        }
        wakeTick = NEVER;
        while (doneTick < nowTick) {
            long next = nextOccupiedTick(doneTick);
            if (next > nowTick) {
                doneTick = nowTick;
            } else {
                doneTick = next;
                empty((int) (next % BUCKETS), now);
            }
        }
        long next = nextOccupiedTick(doneTick);
        if (next < wakeTick) {
            wakeAt(next);
        }
    }

    private void empty(int bucket, long now) {
        // what is queued meanwhile goes to other buckets, and an owner may take any timer out: so always the head
        for (Timer timer = buckets[bucket]; timer != null; timer = buckets[bucket]) {
            unlink(timer);
            if (timer.deadline <= now) {
                timer.deadline = NEVER;
                timer.expired();
            } else if (timer.deadline != NEVER) {
                queue(timer, tickOf(timer.deadline));
            }
        }
    }

    /** The next tick whose bucket holds something. */
    private long nextOccupiedTick(long after) {
        for (long tick = after + 1; tick <= after + BUCKETS; ) {
            int bucket = (int) (tick % BUCKETS);
            long rest = occupied[bucket / Long.SIZE] >>> bucket;
            if (rest != 0) {
                return tick + Long.numberOfTrailingZeros(rest);
            }
            tick += Long.SIZE - bucket % Long.SIZE;
        }
        return NEVER;
    }
}
