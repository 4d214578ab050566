package io.epochgateway.server;

import io.epochgateway.server.balance.LoadListener;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The slots of one server: how many requests, in mode tcp connections, may be on it at a time (HAProxy {@code maxconn},
 * {@code minconn}). Any thread, no lock.
 */
final class Slots {

    private volatile int minconn;
    private volatile int maxconn;
    private volatile int percent = 100;
    private final BackendLoad load;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int peak;
    private LoadListener listener = LoadListener.NOBODY;

    /**
     * None is taken.
     *
     * @param minconn the limit while the backend has little load; 0 or {@code maxconn} for a limit that stays
     * @param maxconn 0 for no limit
     * @param load of the backend
     */
    Slots(int minconn, int maxconn, BackendLoad load) {
        // a minconn alone is the limit, as in HAProxy
        this.maxconn = Math.max(minconn, maxconn);
        this.minconn = minconn == 0 ? this.maxconn : minconn;
        this.load = load;
    }

    /** Whether the limit follows the backend's load. */
    static boolean dynamic(int minconn, int maxconn) {
        return minconn > 0 && minconn < maxconn;
    }

    /** Lets somebody know of each change. Before any. */
    void watch(LoadListener wanted) {
        listener = wanted;
    }

    /** Those that wait for one of them are more or fewer. */
    void queueChanged() {
        listener.loadChanged(0);
    }

    /** Takes one if one is free. */
    boolean take() {
        if (maxconn == 0) {
            rememberPeak(taken.incrementAndGet());
            listener.loadChanged(1);
            return true;
        }
        int limit = limit();
        int now = taken.get();
        while (now < limit) {
            int seen = taken.compareAndExchange(now, now + 1);
            if (seen == now) {
                rememberPeak(now + 1);
                listener.loadChanged(1);
                return true;
            }
            now = seen;
        }
        return false;
    }

    void giveBack() {
        taken.decrementAndGet();
        listener.loadChanged(-1);
    }

    boolean anyFree() {
        return maxconn == 0 || taken.get() < limit();
    }

    /** Whether a slot that comes back may be handed on: the limit may have sunk below what is taken. */
    boolean mayBeHandedOn() {
        return maxconn == 0 || taken.get() <= limit();
    }

    boolean limited() {
        return maxconn > 0;
    }

    int taken() {
        return taken.get();
    }

    /** The present limit; 0 for none. */
    int limit() {
        int most = maxconn;
        int all = minconn == most ? most : load.share(minconn, most);
        return percent == 100 ? all : Math.max(Math.min(1, all), (int) ((long) all * percent / 100));
    }

    /**
     * Another limit while it runs.
     *
     * @param wanted 0 for none
     */
    void limit(int wanted) {
        if (minconn == maxconn) {
            minconn = wanted;
            maxconn = wanted;
        } else {
            maxconn = Math.max(minconn, wanted);
        }
        listener.loadChanged(0);
    }

    /** How much of the limit there is now, in percent, but at least one slot. */
    void throttle(int now) {
        if (percent != now) {
            percent = now;
            listener.loadChanged(0);
        }
    }

    /** The limit when nothing lowers it; 0 for none. */
    int maxconn() {
        return maxconn;
    }

    /** The most that were taken at a time since the last {@link #forgetPeak}; may lag by a moment. */
    int peak() {
        return peak;
    }

    void forgetPeak() {
        peak = taken.get();
    }

    private void rememberPeak(int now) {
        // a lost race costs an estimate's last digit
        if (now > peak) {
            peak = now;
        }
    }
}
