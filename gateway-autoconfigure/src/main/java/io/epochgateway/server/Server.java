package io.epochgateway.server;

import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.stats.Traffic;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * One server of a backend: its slots, those that wait for them, and its idle connections. Any thread, unless said
 * otherwise.
 */
public final class Server {

    private final String proxy;
    private final ServerDefinition definition;
    private final InetSocketAddress address;
    private final Connector connector;
    private final ConnectionPool pool;
    private final Traffic traffic;
    private final Slots slots;
    private final WaitQueue queue = new WaitQueue();
    private volatile ServerState state;
    private volatile boolean takesTraffic;

    /**
     * @param proxy the backend's name
     * @param address resolved
     * @param load of the backend
     */
    Server(
            String proxy,
            ServerDefinition definition,
            InetSocketAddress address,
            Connector connector,
            List<GatewayLoop> loops,
            BackendLoad load) {
        this.proxy = proxy;
        this.definition = definition;
        this.address = address;
        this.connector = connector;
        this.slots = new Slots(definition.minconn(), definition.maxconn(), load);
        this.state = definition.disabled() ? ServerState.MAINT : ServerState.UP;
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

    Slots slots() {
        return slots;
    }

    WaitQueue queue() {
        return queue;
    }

    /** What it may be used for. */
    public ServerState state() {
        return state;
    }

    void setState(ServerState now) {
        state = now;
    }

    /** Whether new traffic may come to it: it is up, has a weight, and is no backup that has to wait for its turn. */
    boolean takesTraffic() {
        return takesTraffic;
    }

    void setTakesTraffic(boolean now) {
        takesTraffic = now;
    }

    /** Requests or connections that hold a slot now. */
    public int served() {
        return slots.taken();
    }

    /** Requests that wait for this server and no other. */
    public int queued() {
        return queue.length();
    }

    /** How many slots it has at the present load; 0 for no limit. */
    public int limit() {
        return slots.limit();
    }

    /** Takes a slot under {@code maxconn} for one who does not wait, unless others do. */
    boolean takeSlot() {
        return (!slots.limited() || queue.isEmpty()) && slots.take();
    }

    void giveSlotBack() {
        slots.giveBack();
    }

    /** Whether one who does not wait would get a slot. */
    boolean hasFreeSlot() {
        return !slots.limited() || (queue.isEmpty() && slots.anyFree());
    }
}
