package io.epochgateway.server;

import io.epochgateway.net.GatewayLoop;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /** The wait is over: a slot of that server is the stream's. Called on the loop. */
    protected abstract void granted(Server server);

    /** Whether this call decided how the wait ends; only the first one does. */
    final boolean decide() {
        return decided.compareAndSet(false, true);
    }

    final boolean grant(Server server) {
        if (!decide()) {
            return false;
        }
        loop.eventLoop().execute(() -> granted(server));
        return true;
    }
}
