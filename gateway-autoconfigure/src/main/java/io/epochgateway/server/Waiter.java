package io.epochgateway.server;

import io.epochgateway.epoll.Takeover;
import io.epochgateway.net.GatewayLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stream's place in a {@link ServerSet}'s queue. Used once. */
public abstract class Waiter {

    private final GatewayLoop loop;
    private final AtomicBoolean decided = new AtomicBoolean();

    /**
     * @param loop where {@link #granted} is to be called
     */
    protected Waiter(GatewayLoop loop) {
        this.loop = loop;
    }

    /**
     * The wait is over: a slot of that server is the stream's. Called on the loop.
     *
     * @param connection an idle connection that comes with it, on this loop; null if the stream has to find one
     */
    protected abstract void granted(Server server, @Nullable ServerConnection connection);

    /** Whether this call decided how the wait ends; only the first one does. */
    final boolean decide() {
        return decided.compareAndSet(false, true);
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
