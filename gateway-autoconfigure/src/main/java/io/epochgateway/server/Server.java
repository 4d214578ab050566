package io.epochgateway.server;

import io.epochgateway.definition.SendProxy;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.net.ClientAddresses;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.ProxyHeader;
import io.epochgateway.server.balance.LoadListener;
import io.epochgateway.server.check.AgentPlace;
import io.epochgateway.server.check.CheckReport;
import io.epochgateway.server.check.CheckTarget;
import io.epochgateway.stats.Traffic;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One server of a backend: its slots, those that wait for them, and its idle connections. Any thread, unless said
 * otherwise.
 */
public final class Server {

    /** How finely a weight can be set below one unit. */
    public static final int WEIGHT_SCALE = 16;

    private final String proxy;
    private final ServerDefinition definition;
    private final Connector connector;
    private final ConnectionPool pool;
    private final Traffic traffic;
    private final Slots slots;
    private final WaitQueue queue = new WaitQueue();
    private final AtomicReference<CheckReport> check = new AtomicReference<>(CheckReport.NONE);
    private final AtomicReference<CheckReport> agent = new AtomicReference<>(CheckReport.NONE);
    private volatile @Nullable AgentPlace agentPlace;
    private volatile @Nullable CheckTarget checkTarget;
    private @Nullable Server tracked;
    private @Nullable TrafficObserver observer;
    private volatile Location location;
    private volatile Condition condition;
    private volatile int effectiveWeight;
    private volatile boolean takesTraffic;

    /**
     * @param proxy the backend's name
     * @param location where it is at the start
     * @param load of the backend
     */
    Server(
            String proxy,
            ServerDefinition definition,
            Location location,
            Connector connector,
            List<GatewayLoop> loops,
            BackendLoad load) {
        this.proxy = proxy;
        this.definition = definition;
        this.location = location;
        this.connector = connector;
        this.slots = new Slots(definition.minconn(), definition.maxconn(), load);
        this.pool = new ConnectionPool(this, loops);
        this.condition = Condition.start(
                definition.weight(),
                definition.disabled(),
                !location.isKnown(),
                definition.check() != null && definition.states().initState().isDown());
        this.effectiveWeight = condition.effectiveWeight();
        this.traffic = new Traffic(definition.name(), loops.size());
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

    /** Where it is now. */
    public Location location() {
        return location;
    }

    void setLocation(Location now) {
        location = now;
    }

    /** Where it is now; unresolved while its name has no address. */
    public SocketAddress address() {
        return location.address();
    }

    /**
     * Where a connection for that client leads.
     *
     * @throws NoRouteToHostException if the client's own connection should say so, and doesn't; if its name has no address
     */
    SocketAddress address(Channel client) throws NoRouteToHostException {
        Location now = location;
        if (!now.isKnown()) {
            throw new NoRouteToHostException(now.name() + " has no address");
        }
        SocketAddress address = now.address();
        if (!definition.address().dependsOnClient()) {
            return address;
        }
        if (!(address instanceof InetSocketAddress own)
                || !(ClientAddresses.of(client).destination() instanceof InetSocketAddress destination)) {
            throw new NoRouteToHostException("the client's connection has no port");
        }
        ServerAddress written = definition.address();
        int port = written.mapped() ? destination.getPort() + written.offset() : own.getPort();
        if (port < 1 || port > 65535) {
            throw new NoRouteToHostException("there is no port " + port);
        }
        InetAddress host = own.getAddress().isAnyLocalAddress() ? destination.getAddress() : own.getAddress();
        return new InetSocketAddress(host, port);
    }

    /**
     * What a connection for that client begins with; null if with nothing.
     *
     * @param tlvs what else its header of the PROXY protocol tells, if it has one
     */
    byte @Nullable [] header(Channel client, byte[] tlvs) {
        SendProxy version = definition.connect().sendProxy();
        return version == null ? null : ProxyHeader.write(version, ClientAddresses.of(client), tlvs);
    }

    /** Whether a connection is for one client's session alone: its beginning or its end depends on the client. */
    public boolean isPrivate() {
        return definition.connect().sendProxy() != null || definition.address().dependsOnClient();
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
        return condition.state();
    }

    /** What decides what it may be used for. */
    public Condition condition() {
        return condition;
    }

    void setCondition(Condition now) {
        condition = now;
        effectiveWeight = now.effectiveWeight();
    }

    /** Its share of new traffic now, in {@link #WEIGHT_SCALE} parts of a unit; 0 for none. */
    public int effectiveWeight() {
        return effectiveWeight;
    }

    /** What its check has found. */
    public CheckReport check() {
        return check.get();
    }

    /** After a check, or when somebody knows better. */
    public CheckReport updateCheck(UnaryOperator<CheckReport> by) {
        return check.updateAndGet(by);
    }

    /** Lets somebody draw conclusions from its traffic. Before any. */
    public void observe(TrafficObserver by) {
        observer = by;
    }

    /** Traffic shows that. */
    public void shows(Observation what) {
        TrafficObserver by = observer;
        if (by != null) {
            by.seen(what);
        }
    }

    /** How often its traffic met too many errors in a row. */
    public long alarms() {
        return observer == null ? 0 : observer.alarms();
    }

    /** Nothing is known of it any more. */
    void restartCheck() {
        check.updateAndGet(report -> report.restarted(definition.states().initState()));
    }

    /** Whether nothing that looks after it says that it is down. */
    public boolean mayRun() {
        return isUp(check()) && isUp(agent());
    }

    /** As {@link #mayRun()}, but with a check that begins anew. */
    boolean mayRunAgain() {
        return isUp(check().restarted(definition.states().initState())) && isUp(agent());
    }

    private static boolean isUp(CheckReport report) {
        return !report.enabled() || report.count().up();
    }

    /** What its agent has said. */
    public CheckReport agent() {
        return agent.get();
    }

    /** After a word of its agent, or when somebody knows better. */
    public CheckReport updateAgent(UnaryOperator<CheckReport> by) {
        return agent.updateAndGet(by);
    }

    /** Where its agent is; null if it has none. */
    public @Nullable AgentPlace agentPlace() {
        return agentPlace;
    }

    /** From the next question on. */
    public void setAgentPlace(AgentPlace now) {
        agentPlace = now;
    }

    /** Where it is checked; null if it isn't. */
    public @Nullable CheckTarget checkTarget() {
        return checkTarget;
    }

    /** From the next check on. */
    public void setCheckTarget(CheckTarget now) {
        checkTarget = now;
    }

    /** The server whose state it has; null if it has its own. */
    public @Nullable Server tracked() {
        return tracked;
    }

    void track(Server other) {
        tracked = other;
    }

    /** Whether new traffic may come to it: it is up, has a weight, and is no backup that has to wait for its turn. */
    public boolean takesTraffic() {
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

    /** How much there is to do: requests that hold a slot and those that wait for one of this server. */
    public int load() {
        return served() + queued();
    }

    /** Lets the backend's balance know of each change of the load. Before any traffic. */
    public void watch(LoadListener listener) {
        slots.watch(listener);
    }

    /** Whether one more may wait for a slot of this server. */
    public boolean hasRoomInQueue() {
        return definition.maxqueue() == 0 || queued() < definition.maxqueue();
    }

    /** How many slots it has at most now that somebody may have changed it; 0 for no limit. */
    public int maxconn() {
        return slots.maxconn();
    }

    /** How many slots it has at the present load; 0 for no limit. */
    public int limit() {
        return slots.limit();
    }

    /** Takes a slot under {@code maxconn} for one who does not wait, unless others do. */
    public boolean takeSlot() {
        return (!slots.limited() || queue.isEmpty()) && slots.take();
    }

    void giveSlotBack() {
        slots.giveBack();
    }

    /** Whether it takes a client that belongs to it; one that drains does. */
    public boolean takesItsOwn() {
        return state() == ServerState.UP || state() == ServerState.DRAIN;
    }

    /** Whether one who does not wait would get a slot. */
    public boolean hasFreeSlot() {
        return !slots.limited() || (queue.isEmpty() && slots.anyFree());
    }
}
