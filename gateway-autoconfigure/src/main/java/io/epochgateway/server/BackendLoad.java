package io.epochgateway.server;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests a backend has, those that wait included, against the number at which its servers give all their slots
 * (HAProxy {@code fullconn}). Any thread, no lock.
 */
final class BackendLoad {

    private final int fullconn;
    private final boolean watched;
    private final AtomicInteger present = new AtomicInteger();

    /**
     * No load yet.
     *
     * @param fullconn at least 1
     * @param watched whether any server's limit follows the load; otherwise nothing is counted
     */
    BackendLoad(int fullconn, boolean watched) {
        this.fullconn = fullconn;
        this.watched = watched;
    }

    void enter() {
        if (watched) {
            present.incrementAndGet();
        }
    }

    void exit() {
        if (watched) {
            present.decrementAndGet();
        }
    }

    /** A server's limit between the two, by the load. */
    int share(int minconn, int maxconn) {
        int now = present.get();
        return now >= fullconn ? maxconn : (int) Math.max(minconn, (long) now * maxconn / fullconn);
    }
}
