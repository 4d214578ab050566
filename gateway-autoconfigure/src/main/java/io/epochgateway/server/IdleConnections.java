package io.epochgateway.server;

import io.epochgateway.counter.EventCounter;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Idle server connections, most recently used first. Belongs to one loop, or to one client session where connections are
 * not shared. Event loop only, but for {@link #size()}.
 */
public final class IdleConnections {

    private static final EventCounter CLOSED_IN_LIST =
            EventCounter.count("take", "!isOpen()", "acquire raced with close");

    private final @Nullable AtomicInteger total;
    private @Nullable ServerConnection newest;
    private @Nullable ServerConnection oldest;
    private volatile int size;

    /** Of a client session. */
    public IdleConnections() {
        this(null);
    }

    /**
     * One of several lists.
     *
     * @param total how many connections are in all of them; null if nobody asks
     */
    IdleConnections(@Nullable AtomicInteger total) {
        this.total = total;
    }

    /** Adds a connection whose last response is complete. */
    public void add(ServerConnection connection) {
        if (total != null) {
            total.incrementAndGet();
        }
        link(connection);
    }

    /**
     * As {@link #add(ServerConnection)}, but no more than that many to all the lists together, whichever loops add at the
     * same time.
     *
     * @return false if there are as many; then nothing happens
     */
    boolean add(ServerConnection connection, int most) {
        if (total != null && total.incrementAndGet() > most) {
            total.decrementAndGet();
            return false;
        }
        link(connection);
        return true;
    }

    private void link(ServerConnection connection) {
        connection.idle();
        connection.idleIn = this;
        connection.older = newest;
        if (newest == null) {
            oldest = connection;
        } else {
            newest.newer = connection;
        }
        newest = connection;
        resize(1);
    }

    /** Takes the most recently used connection to that server, or null. */
    public @Nullable ServerConnection take(Server server) {
        ServerConnection next;
        for (ServerConnection c = newest; c != null; c = next) {
            next = c.older;
            if (c.server() == server) {
                remove(c);
                if (!c.leadsToItsServer()) {
                    // the server has moved a moment ago
                    c.abort();
                } else if (!CLOSED_IN_LIST.hitIf(!c.isOpen())) {
                    return c;
                }
            }
        }
        return null;
    }

    /** The server of the most recently used connection; null without connections. */
    public @Nullable Server lastServer() {
        return newest == null ? null : newest.server();
    }

    void remove(ServerConnection connection) {
        ServerConnection newer = connection.newer;
        ServerConnection older = connection.older;
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        connection.newer = null;
        connection.older = null;
        connection.idleIn = null;
        shrink();
    }

    /**
     * Closes those that have been idle the longest.
     *
     * @param most how many at most
     * @return how many it were
     */
    int closeOldest(int most) {
        int closed = 0;
        for (ServerConnection c = oldest; c != null && closed < most; c = oldest) {
            remove(c);
            c.abort();
            closed++;
        }
        return closed;
    }

    /** Closes them all. */
    public void close() {
        closeOldest(Integer.MAX_VALUE);
    }

    /** Any thread; may lag by a moment. */
    public int size() {
        return size;
    }

    private void shrink() {
        resize(-1);
        if (total != null) {
            total.decrementAndGet();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one loop writes, others only look
    private void resize(int by) {
        size += by;
    }
}
