package io.epochgateway.server;

import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.balance.LoadListener;
import io.epochgateway.server.check.CheckReport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** One server of a backend: its slots and its idle connections. Any thread, unless said otherwise. */
public final class Server {

    /** How finely a weight can be set below one unit. */
    public static final int WEIGHT_SCALE = 16;

    private final String proxy;
    private final ServerDefinition definition;
    private final InetSocketAddress address;
    private final Connector connector;
    private final ConnectionPool pool;
    private final AtomicInteger served = new AtomicInteger();
    private volatile Condition condition;
    private volatile int effectiveWeight;
    private final AtomicReference<CheckReport> check = new AtomicReference<>(CheckReport.NONE);
    private LoadListener loadListener = LoadListener.NOBODY;

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
        this.condition = Condition.start(definition.weight(), definition.disabled());
        this.effectiveWeight = condition.effectiveWeight();
    }

    /** The name of the backend that it belongs to. */
    public String proxy() {
        return proxy;
    }

    public String name() {
        return definition.name();
    }

    /** Its number in the backend, from 1. */
    public int id() {
        return definition.id();
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

    Connector connector() {
        return connector;
    }

    /** Requests or connections that hold a slot now. */
    public int served() {
        return served.get();
    }

    /** How much there is to do: requests that hold a slot and those that wait for one of this server. */
    public int load() {
        return served();
    }

    /** What decides what it may be used for. */
    public Condition condition() {
        return condition;
    }

    /** What it may be used for. */
    public ServerState state() {
        return condition.state();
    }

    void setCondition(Condition now) {
        condition = now;
        effectiveWeight = now.effectiveWeight();
    }

    /** What its check has found. */
    public CheckReport check() {
        return check.get();
    }

    /** After a check, or when somebody knows better. */
    public CheckReport updateCheck(UnaryOperator<CheckReport> by) {
        return check.updateAndGet(by);
    }

    /** Requests that wait for this server and no other. */
    public int queued() {
        return 0;
    }

    /** Its share of new traffic in {@link #WEIGHT_SCALE} parts of a unit; 0 for none. */
    public int effectiveWeight() {
        return effectiveWeight;
    }

    /** Lets the backend's balance know of each change of the load. Before any traffic. */
    public void watch(LoadListener listener) {
        loadListener = listener;
    }

    /** Takes a slot under {@code maxconn}. */
    public boolean takeSlot() {
        int maxconn = definition.maxconn();
        if (maxconn == 0) {
            served.incrementAndGet();
            loadListener.loadChanged(1);
            return true;
        }
        int now = served.get();
        while (now < maxconn) {
            int seen = served.compareAndExchange(now, now + 1);
            if (seen == now) {
                loadListener.loadChanged(1);
                return true;
            }
            now = seen;
        }
        return false;
    }

    void giveSlotBack() {
        served.decrementAndGet();
        loadListener.loadChanged(-1);
    }

    /** Whether one who does not wait would get a slot. */
    public boolean hasFreeSlot() {
        return definition.maxconn() == 0 || served.get() < definition.maxconn();
    }

    /** Whether one more may wait for a slot of this server. */
    public boolean hasRoomInQueue() {
        return true;
    }
}
