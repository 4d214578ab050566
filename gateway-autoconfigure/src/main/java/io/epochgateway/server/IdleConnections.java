package io.epochgateway.server;

import io.epochgateway.counter.EventCounter;
import org.jspecify.annotations.Nullable;

/**
 * Idle server connections, most recently used first. Belongs to one loop, or to one client session where connections are
 * not shared. Event loop only, but for {@link #size()}.
 */
public final class IdleConnections {

    private static final EventCounter CLOSED_IN_LIST =
            EventCounter.count("take", "!isOpen()", "acquire raced with close");

    private @Nullable ServerConnection newest;
    private volatile int size;

    /** Adds a connection whose last response is complete. */
    public void add(ServerConnection connection) {
        connection.idle();
        connection.idleIn = this;
        connection.older = newest;
        if (newest != null) {
            newest.newer = connection;
        }
        newest = connection;
        resize(1);
    }

    /**
     * Takes the most recently used connection that fits, or null.
     *
     * @param server where it must lead to
     * @param proven whether it must have been reused before (HAProxy {@code http-reuse aggressive})
     */
    public @Nullable ServerConnection take(Server server, boolean proven) {
        for (ServerConnection c = newest; c != null; c = c.older) {
            if (c.server() == server && (!proven || c.requests() > 1)) {
                remove(c);
                if (!CLOSED_IN_LIST.hitIf(!c.isOpen())) {
                    return c;
                }
            }
        }
        return null;
    }

    void remove(ServerConnection connection) {
        ServerConnection newer = connection.newer;
        ServerConnection older = connection.older;
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        if (older != null) {
            older.newer = newer;
        }
        connection.newer = null;
        connection.older = null;
        connection.idleIn = null;
        resize(-1);
    }

    /** Closes them all. */
    public void close() {
        for (ServerConnection c = newest; c != null; c = newest) {
            remove(c);
            c.abort();
        }
    }

    /** Any thread; may lag by a moment. */
    public int size() {
        return size;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one loop writes, others only look
    private void resize(int by) {
        size += by;
    }
}
