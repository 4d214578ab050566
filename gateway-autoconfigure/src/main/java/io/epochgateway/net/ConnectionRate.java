package io.epochgateway.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * How many connections may come per second (HAProxy {@code rate-limit sessions}, {@code maxconnrate},
 * {@code maxsessrate}): those of the present second and the part of the previous second's that is less than a second ago.
 * Any thread, no lock.
 */
final class ConnectionRate implements AcceptLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final long origin;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(0, 0, 0));

    /**
     * None has come.
     *
     * @param perSecond at least 1
     */
    ConnectionRate(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    ConnectionRate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /** How many came in a second since the origin, and in the one before. */
    private record Seen(long second, int present, int previous) {

        Seen at(long now) {
            if (now == second) {
                return this;
            }
            return new Seen(now, 0, now == second + 1 ? present : 0);
        }

        /** How many came within the last second, that many nanoseconds before the end of the present one. */
        long recent(long left) {
            return present + previous * left / SECOND;
        }
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }

    @Override
    public boolean enter() {
        while (true) {
            long now = now();
            Seen before = seen.get();
            Seen current = before.at(now / SECOND);
            if (current.recent(SECOND - now % SECOND) >= perSecond) {
                return false;
            }
            Seen after = new Seen(current.second(), current.present() + 1, current.previous());
            if (seen.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    @Override
    public void undo() {
        seen.updateAndGet(one -> new Seen(one.second(), Math.max(0, one.present() - 1), one.previous()));
    }

    @Override
    public void leave() {
        // it has come all the same
    }

    @Override
    public boolean isFull() {
        return nanosUntilRoom() > 0;
    }

    private long nanosUntilRoom() {
        long now = now();
        Seen current = seen.get().at(now / SECOND);
        long left = SECOND - now % SECOND;
        if (current.recent(left) < perSecond) {
            return 0;
        }
        int room = perSecond - current.present();
        // in the present second nothing more fits, or enough of the previous one has to pass
        return room <= 0 ? left : Math.max(1, left - room * SECOND / Math.max(1, current.previous()));
    }

    @Override
    public void await(AcceptGate gate) {
        gate.wakeAfter(nanosUntilRoom(), this);
    }

    @Override
    public void passOn() {
        // each gate that waits has its own alarm
    }

    @Override
    public void forget(AcceptGate gate) {
        // its alarm finds it gone
    }
}
