package io.epochgateway.server;

import io.epochgateway.net.GatewayLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of a backend's servers and their weights: the one place where they change, whoever wants it. Any thread;
 * changes come one after the other. What is told to listeners and to the log comes in the order of the changes.
 */
public final class ServerStates {

    private static final Logger log = LoggerFactory.getLogger("gateway.server");

    private static final int NO_THROTTLE = 100;

    private final List<Server> servers;
    private final boolean dynamic;
    private final ToIntFunction<Server> follow;
    private final List<Consumer<StateChange>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Server, SlowStart> slowStarts = new HashMap<>();
    private final Map<Server, List<Runnable>> trackers = new HashMap<>();

    /**
     * Of these servers.
     *
     * @param dynamic whether weights may change bit by bit
     * @param loop where slow starts pass
     * @param follow makes the backend follow a change and says how many requests look for another server
     */
    ServerStates(List<Server> servers, boolean dynamic, GatewayLoop loop, ToIntFunction<Server> follow) {
        this.servers = servers;
        this.dynamic = dynamic;
        this.follow = follow;
        for (Server server : servers) {
            Duration slowly = server.definition().states().slowstart();
            if (!slowly.isZero()) {
                slowStarts.put(server, new SlowStart(server, this, slowly, loop));
            }
        }
    }

    /**
     * From now on a server is in the state of another one (HAProxy {@code track}). Before any traffic.
     *
     * @param ofOther the states of the other one's backend
     */
    public void track(Server server, Server other, ServerStates ofOther) {
        server.track(other);
        Runnable copy = () -> {
            Condition there = other.condition();
            change(server, condition -> condition.like(there, comesUp(server)), "", true);
        };
        ofOther.trackers
                .computeIfAbsent(other, first -> new CopyOnWriteArrayList<>())
                .add(copy);
        server.setCondition(server.condition().like(other.condition(), comesUp(server)));
        var _ = follow.applyAsInt(server);
    }

    /** Whether weights may change bit by bit; else a server has its own or none. */
    public boolean isDynamic() {
        return dynamic;
    }

    /** Tells somebody of each change of what a server may be used for, on the thread that makes it. */
    public void onChange(Consumer<StateChange> listener) {
        listeners.add(listener);
    }

    /** What an operator wants of a server. */
    public void administer(Server server, Administration wanted) {
        change(server, condition -> condition.with(wanted, comesUp(server)), "");
    }

    /**
     * What a server does, as a check or an operator knows. A server in maintenance stays there.
     *
     * @param cause as the log adds it to its sentence, with what separates it, such as {@code , changed from CLI}
     */
    public void operate(Server server, Operation operation, String cause) {
        Operation really = operation == Operation.RUNNING ? starts(server) : operation;
        change(server, condition -> condition.inMaintenance() ? condition : condition.with(really), cause);
    }

    private Operation starts(Server server) {
        return slowStarts.containsKey(server) ? Operation.STARTING : Operation.RUNNING;
    }

    /** What a server does when nothing keeps it from traffic any more. */
    private Operation comesUp(Server server) {
        Server tracked = server.tracked();
        if (tracked != null) {
            Operation there = tracked.condition().operation();
            return there == Operation.STARTING || there == Operation.RUNNING ? starts(server) : there;
        }
        // nobody has looked since it went, so its check begins anew
        return server.mayRunAgain() ? starts(server) : Operation.STOPPED;
    }

    /**
     * A server's share of new traffic.
     *
     * @param weight 0 to 256
     */
    public void weigh(Server server, int weight) {
        change(server, condition -> condition.withWeight(weight), "");
    }

    /**
     * A server's slots: requests, in mode tcp connections, that may be on it at a time.
     *
     * @param maxconn 0 for no limit
     */
    public synchronized void limit(Server server, int maxconn) {
        server.slots().limit(maxconn);
        var _ = follow.applyAsInt(server);
    }

    /** A step of a slow start: no parts if it is over. Nothing if the server has changed since. */
    void warm(Server server, Condition since, int parts, int percent) {
        if (parts > 0) {
            server.slots().throttle(percent);
        }
        change(
                server,
                condition -> !condition.equals(since)
                        ? condition
                        : parts == 0 ? condition.with(Operation.RUNNING) : condition.withParts(parts),
                "");
    }

    /**
     * Moves a server: new traffic goes there, what is on the server goes on where it is.
     *
     * @param by who says so, as the log adds it to its sentence
     */
    public synchronized void move(Server server, Location to, String by) {
        Location from = server.location();
        if (from.equals(to)) {
            return;
        }
        server.setLocation(to);
        server.pool().clear();
        String ip = to.ip();
        if (ip != null && !ip.equals(from.ip())) {
            String old = from.ip() == null ? "(none)" : from.ip();
            log.info("{}/{} changed its IP from {} to {} by {}.", server.proxy(), server.name(), old, ip, by);
        }
        if (to.name() != null && !to.name().equals(from.name())) {
            log.info(
                    "{}/{} changed its FQDN from {} to {} by '{}'",
                    server.proxy(),
                    server.name(),
                    from.name(),
                    to.name(),
                    by);
        }
    }

    /** Its name has an address; a server that was without one may be used as its health allows. */
    public void resolved(Server server) {
        change(server, condition -> condition.resolved(true, comesUp(server)), "");
    }

    /**
     * Its name has no address, so it is in maintenance until that changes.
     *
     * @param cause as the log adds it to its sentence, such as {@code  (DNS NX status)}
     */
    public void unresolved(Server server, String cause) {
        change(server, condition -> condition.resolved(false, Operation.STOPPED), cause);
    }

    private void change(Server server, UnaryOperator<Condition> by, String cause) {
        change(server, by, cause, false);
    }

    /** @param copied whether the server follows the one that it tracks */
    private void change(Server server, UnaryOperator<Condition> by, String cause, boolean copied) {
        if (changeAlone(server, by, cause, copied)) {
            // without this backend's lock: each copies what it finds then, so the last one to look sees the last change
            trackers.getOrDefault(server, List.of()).forEach(Runnable::run);
        }
    }

    private synchronized boolean changeAlone(Server server, UnaryOperator<Condition> by, String cause, boolean copied) {
        Condition before = server.condition();
        Condition after = by.apply(before);
        if (after.equals(before)) {
            return false;
        }
        boolean starting = after.operation() == Operation.STARTING;
        boolean begins = starting && before.operation() != Operation.STARTING;
        if (starting && !dynamic) {
            after = after.withParts(Server.WEIGHT_SCALE);
        }
        if (before.inMaintenance() && !after.inMaintenance()) {
            server.restartCheck();
        }
        if (begins || !starting) {
            server.slots().throttle(begins ? 0 : NO_THROTTLE);
        }
        server.setCondition(after);
        SlowStart slowStart = slowStarts.get(server);
        if (begins && slowStart != null) {
            slowStart.begin();
        }
        int requeued = follow.applyAsInt(server);
        if (isToldOf(before, after)) {
            tell(new StateChange(server, before, after, cause, copied, usable(false), usable(true), requeued));
        }
        return true;
    }

    private static boolean isToldOf(Condition before, Condition after) {
        if (before.inMaintenance() && after.inMaintenance()) {
            // one more reason for it is no news
            return (before.administrativeMask() & ~after.administrativeMask()) != 0;
        }
        return before.state() != after.state()
                || before.operation() != after.operation()
                || before.administrativeMask() != after.administrativeMask();
    }

    private int usable(boolean backup) {
        int count = 0;
        for (Server server : servers) {
            if (server.definition().backup() == backup && server.effectiveWeight() > 0) {
                count++;
            }
        }
        return count;
    }

    private void tell(StateChange change) {
        if (change.after().state() == ServerState.UP) {
            log.info("{}", change.sentence());
        } else {
            log.warn("{}", change.sentence());
        }
        if (change.lastOne()) {
            log.error("backend {} has no server available!", change.server().proxy());
        }
        listeners.forEach(listener -> listener.accept(change));
    }
}
