package io.epochgateway.engine;

import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.net.GatewayLoopResources;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The running gateway. Any thread. */
public final class Gateway {

    private Gateway() {}

    /**
     * Builds the proxies and binds their listeners; either all of it runs afterwards, or nothing.
     *
     * @throws io.epochgateway.net.BindFailedException if an address can't be listened on
     */
    public static Gateway start(GatewayDefinition definition, GatewayLoopResources loops) {
        throw new UnsupportedOperationException();
    }

    /** The addresses that a frontend really listens on, in the order of its binds. */
    public List<InetSocketAddress> addresses(String frontend) {
        throw new UnsupportedOperationException();
    }

    /** Closes the listeners and idle client connections; what is in flight goes on. Returns at once. */
    public void drain() {
        throw new UnsupportedOperationException();
    }

    /** Sessions in flight: requests being served and open TCP sessions. */
    public int sessions() {
        throw new UnsupportedOperationException();
    }

    /** Drains, waits for sessions in flight up to the grace period, then closes what is left. */
    public void stop(Duration grace) {
        throw new UnsupportedOperationException();
    }
}
