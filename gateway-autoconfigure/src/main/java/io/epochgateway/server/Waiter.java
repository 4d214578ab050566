package io.epochgateway.server;

import io.epochgateway.epoll.Takeover;
import io.epochgateway.net.GatewayLoop;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream's place among those that wait for a slot in a {@link ServerSet}. Used once. */
public abstract class Waiter {

    /** Lower classes first, then those that came earlier; distinct for distinct waiters. */
    static final Comparator<Waiter> ORDER = (a, b) -> {
        if (a.priority.order() != b.priority.order()) {
            return Integer.compare(a.priority.order(), b.priority.order());
        }
        // times of System.nanoTime may wrap, so their difference counts
        return a.time == b.time ? Long.compare(a.number, b.number) : Long.signum(a.time - b.time);
    };

    private static final AtomicLong COUNT = new AtomicLong();

    private final GatewayLoop loop;
    private final @Nullable Server designated;
    private final Priority priority;
    private final long time;
    private final long number = COUNT.incrementAndGet();
    private final AtomicBoolean decided = new AtomicBoolean();

    /**
     * Came now.
     *
     * @param loop where {@link #granted} is to be called
     * @param designated the server that the stream has to go to; null if any will do
     * @param priority among those that wait
     */
    protected Waiter(GatewayLoop loop, @Nullable Server designated, Priority priority) {
        this.loop = loop;
        this.designated = designated;
        this.priority = priority;
        this.time = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(priority.offsetMillis());
    }

    /**
     * The wait is over: a slot of that server is the stream's. Called on the loop.
     *
     * @param connection an idle connection that comes with it, on this loop; null if the stream has to find one
     */
    protected abstract void granted(Server server, @Nullable ServerConnection connection);

    /** The wait is over without a slot: there is no server any more to wait for. Called on the loop. */
    protected abstract void displaced();

    /**
     * Whether the stream may use that connection, which others have used before.
     *
     * @param shared idle, on the loop whose thread this is: not the stream's
     */
    protected abstract boolean suits(ServerConnection shared);

    /** Whether the stream may go to another server when the designated one is out of order. Any thread. */
    protected abstract boolean mayGoElsewhere();

    /** The server that it waits for; null if any will do. */
    final @Nullable Server designated() {
        return designated;
    }

    /** Whether this call decided how the wait ends; only the first one does. */
    final boolean decide() {
        return decided.compareAndSet(false, true);
    }

    /** After {@link #decide}: says on the waiter's loop that there is nothing to wait for. */
    final void displace() {
        loop.eventLoop().execute(this::displaced);
    }

    /** After {@link #decide}: brings the slot to the waiter's loop, and the connection from {@code here} with it. */
    final void grant(Server server, @Nullable ServerConnection connection, GatewayLoop here) {
        if (connection != null) {
            connection.idle();
        }
        if (connection == null || here == loop) {
            loop.eventLoop().execute(() -> arrive(server, connection));
        } else {
            Takeover.move(
                    connection.channel(),
                    loop.eventLoop(),
                    failure -> arrive(server, failure == null ? connection : null));
        }
    }

    private void arrive(Server server, @Nullable ServerConnection connection) {
        granted(server, connection != null && connection.isOpen() ? connection : null);
    }
}
