package io.epochgateway.server;

import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.stats.Traffic;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One server of a backend: its slots and its idle connections. Any thread, unless said otherwise. */
public final class Server {

    private final String proxy;
    private final ServerDefinition definition;
    private final InetSocketAddress address;
    private final Connector connector;
    private final ConnectionPool pool;
    private final Traffic traffic;
    private final AtomicInteger served = new AtomicInteger();

    /**
     * @param proxy the backend's name
     * @param address resolved
     */
    public Server(
            String proxy,
            ServerDefinition definition,
            InetSocketAddress address,
            Connector connector,
            List<GatewayLoop> loops) {
        this.proxy = proxy;
        this.definition = definition;
        this.address = address;
        this.connector = connector;
        this.pool = new ConnectionPool(this, loops);
        this.traffic = new Traffic(definition.name(), loops.size());
    }

    /** The name of the backend that it belongs to. */
    public String proxy() {
        return proxy;
    }

    public String name() {
        return definition.name();
    }

    public ServerDefinition definition() {
        return definition;
    }

    public InetSocketAddress address() {
        return address;
    }

    public ConnectionPool pool() {
        return pool;
    }

    /** What passed through it. */
    public Traffic traffic() {
        return traffic;
    }

    Connector connector() {
        return connector;
    }

    /** Requests or connections that hold a slot now. */
    public int served() {
        return served.get();
    }

    /** Takes a slot under {@code maxconn}. */
    boolean takeSlot() {
        int maxconn = definition.maxconn();
        if (maxconn == 0) {
            served.incrementAndGet();
            return true;
        }
        int now = served.get();
        while (now < maxconn) {
            int seen = served.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    void giveSlotBack() {
        served.decrementAndGet();
    }

    boolean hasFreeSlot() {
        return definition.maxconn() == 0 || served.get() < definition.maxconn();
    }
}
