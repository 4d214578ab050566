package io.epochgateway.server;

import java.util.List;
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

    private final List<Server> servers;
    private final ToIntFunction<Server> follow;
    private final List<Consumer<StateChange>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Of these servers.
     *
     * @param follow makes the backend follow a change and says how many requests look for another server
     */
    ServerStates(List<Server> servers, ToIntFunction<Server> follow) {
        this.servers = servers;
        this.follow = follow;
    }

    /** Tells somebody of each change of what a server may be used for, on the thread that makes it. */
    public void onChange(Consumer<StateChange> listener) {
        listeners.add(listener);
    }

    /** What an operator wants of a server. */
    public void administer(Server server, Administration wanted) {
        change(server, condition -> condition.with(wanted), "");
    }

    /**
     * What a server does, as a check or an operator knows. A server in maintenance stays there.
     *
     * @param cause as the log adds it to its sentence, with what separates it, such as {@code , changed from CLI}
     */
    public void operate(Server server, Operation operation, String cause) {
        change(server, condition -> condition.inMaintenance() ? condition : condition.with(operation), cause);
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
        change(server, condition -> condition.resolved(true), "");
    }

    /**
     * Its name has no address, so it is in maintenance until that changes.
     *
     * @param cause as the log adds it to its sentence, such as {@code  (DNS NX status)}
     */
    public void unresolved(Server server, String cause) {
        change(server, condition -> condition.resolved(false), cause);
    }

    private synchronized void change(Server server, UnaryOperator<Condition> by, String cause) {
        Condition before = server.condition();
        Condition after = by.apply(before);
        if (after.equals(before)) {
            return;
        }
        server.setCondition(after);
        int requeued = follow.applyAsInt(server);
        if (isToldOf(before, after)) {
            tell(new StateChange(server, before, after, cause, usable(false), usable(true), requeued));
        }
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
