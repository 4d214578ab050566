package io.epochgateway.server;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.balance.Balance;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a backend, the choice among them, and the queues of those that found no free slot: one for each server
 * that a stream has to go to, one for streams that any server can take. Any thread; no lock but where a server's state
 * changes.
 */
public final class ServerSet {

    private final List<Server> servers;
    private final Balance balance;
    private final boolean allBackups;
    private final GatewayLoop anyLoop;
    private final ServerStates states;
    private final BackendLoad load;
    private final WaitQueue queue = new WaitQueue();
    private volatile List<Server> usable = List.of();

    /**
     * All servers are in the state that their definitions say.
     *
     * @param fullconn requests in the backend at which servers with a {@code minconn} give all their slots; at least 1
     * @param location where a server is at the start
     */
    public ServerSet(
            BackendDefinition definition,
            int fullconn,
            Function<ServerDefinition, Location> location,
            Connector connector,
            List<GatewayLoop> loops) {
        boolean dynamic =
                definition.servers().stream().anyMatch(server -> Slots.dynamic(server.minconn(), server.maxconn()));
        this.load = new BackendLoad(fullconn, dynamic);
        this.servers = definition.servers().stream()
                .map(server -> new Server(
                        definition.name(),
                        server,
                        location.apply(server),
                        connector.with(server.connect()),
                        loops,
                        load))
                .toList();
        this.balance = Balance.of(definition.balance(), servers);
        this.allBackups = definition.balance().allBackups();
        this.anyLoop = loops.getFirst();
        this.states = new ServerStates(servers, definition.balance().isDynamic(), anyLoop, this::follow);
        useTheUsable();
    }

    private void useTheUsable() {
        List<Server> chosen = whatIsUsable();
        int next = 0;
        for (Server server : servers) {
            // in the same order
            boolean takes = next < chosen.size() && chosen.get(next) == server;
            server.setTakesTraffic(takes);
            next += takes ? 1 : 0;
        }
        usable = chosen;
        balance.use(chosen);
    }

    /** The active servers; if there are none, the first backup or all of them. */
    private List<Server> whatIsUsable() {
        List<Server> active = withWeight(false);
        if (!active.isEmpty()) {
            return active;
        }
        List<Server> backups = withWeight(true);
        return allBackups ? backups : backups.subList(0, Math.min(1, backups.size()));
    }

    private List<Server> withWeight(boolean backup) {
        return servers.stream()
                .filter(server -> server.definition().backup() == backup && server.effectiveWeight() > 0)
                .toList();
    }

    /** All servers, in the order of the configuration. */
    public List<Server> servers() {
        return servers;
    }

    /** Whether any server can take new traffic. */
    public boolean isUsable() {
        return !usable.isEmpty();
    }

    /** Those that wait for any server now. */
    public int queued() {
        return queue.length();
    }

    /** The states of the servers, and the way to change them. */
    public ServerStates states() {
        return states;
    }

    /**
     * After a change. What is on the server stays there; who waits for it and may go elsewhere looks for another server,
     * and who waits for any gets what slots the change brings.
     */
    private int follow(Server server) {
        useTheUsable();
        if (server.state() == ServerState.MAINT) {
            server.pool().clear();
        }
        int requeued = displace(server);
        displaceIfUnusable();
        usable.forEach(able -> serve(able, anyLoop));
        return requeued;
    }

    /**
     * What of a request decides about its server, for {@link #pick} and {@link #designated}.
     *
     * @param client the client's address; null if it isn't known
     * @param request null in mode tcp
     */
    public long key(@Nullable SocketAddress client, @Nullable MessageHead request) {
        return balance.key(client, request);
    }

    /**
     * What decides if that is a sample, for {@link #pick} and {@link #designated}.
     *
     * @param from where it begins in the octets
     * @param to where it ends
     */
    public long key(byte[] octets, int from, int to) {
        return balance.key(octets, from, to);
    }

    /** Whether the body of a POST without a key may have one. */
    public boolean looksIntoForms() {
        return balance.looksIntoForms();
    }

    /** The key in a form that is the body of a POST, all of it or its beginning. */
    public long keyOfForm(byte[] form) {
        return balance.keyOfForm(form);
    }

    /** The server that a request with that key has to go to, free or not; null if any will do. */
    public @Nullable Server designated(long key) {
        return balance.designate(key);
    }

    /** A server with a slot for the caller, whoever that may be, or null if the caller must queue. */
    public @Nullable Server pick() {
        if (!queue.isEmpty()) {
            return null;
        }
        load.enter();
        Server picked = balance.pick();
        if (picked == null) {
            load.exit();
        }
        return picked;
    }

    /** Another server than that one, with a slot for the caller; null if there is none now. */
    public @Nullable Server pickOther(Server avoided, GatewayLoop here) {
        int held = 0;
        Server picked = pick();
        // each slot that is held makes the avoided one a worse choice
        while (picked == avoided && held < servers.size()) {
            held++;
            picked = pick();
        }
        int extra = picked == avoided ? held + 1 : held;
        for (int i = 0; i < extra; i++) {
            release(avoided, null, here);
        }
        return picked == avoided ? null : picked;
    }

    /**
     * Takes a slot of the server that the caller has to go to.
     *
     * @return false if the caller must queue
     */
    public boolean take(Server designated) {
        load.enter();
        if (designated.takeSlot()) {
            return true;
        }
        load.exit();
        return false;
    }

    /**
     * Queues; the waiter is called once a slot is its own.
     *
     * @return false if the designated server's queue is full (HAProxy {@code maxqueue})
     */
    public boolean await(Waiter waiter, GatewayLoop here) {
        Server designated = waiter.designated();
        if (designated == null) {
            load.enter();
            queue.add(waiter);
            // a slot that came free in between found the queue empty, and so did a change of state
            usable.forEach(server -> serve(server, here));
            displaceIfUnusable();
            return true;
        }
        int most = designated.definition().maxqueue();
        if (most > 0 && designated.queued() >= most) {
            return false;
        }
        load.enter();
        designated.queue().add(waiter);
        designated.slots().queueChanged();
        serve(designated, here);
        displace(designated);
        return true;
    }

    /**
     * Leaves the queue.
     *
     * @return false if the wait was decided before and the waiter is about to be called
     */
    public boolean leave(Waiter waiter) {
        if (!waiter.decide()) {
            return false;
        }
        Server designated = waiter.designated();
        (designated == null ? queue : designated.queue()).remove(waiter);
        if (designated != null) {
            designated.slots().queueChanged();
        }
        load.exit();
        return true;
    }

    /**
     * Gives a slot back, or hands it on to the next waiter.
     *
     * @param idle a connection of that server which its user needs no longer and others may share: it goes with the slot
     *     to the next waiter if that one can use it, which saves it the search, or to the pool
     */
    public void release(Server server, @Nullable ServerConnection idle, GatewayLoop here) {
        load.exit();
        Waiter next = server.slots().mayBeHandedOn() ? next(server) : null;
        boolean goesAlong = next != null && idle != null && server.pool().mayBeReused(idle) && next.suits(idle);
        if (idle != null && !goesAlong) {
            server.pool().add(idle, here);
        }
        if (next != null) {
            next.grant(server, goesAlong ? idle : null, here);
        } else {
            server.giveSlotBack();
            // somebody may have queued in between
            serve(server, here);
        }
    }

    /** Gives all the slots that a server has free to those that wait for it or for any. */
    private void serve(Server server, GatewayLoop here) {
        while (isAwaited(server) && server.slots().take()) {
            Waiter next = next(server);
            if (next == null) {
                server.giveSlotBack();
            } else {
                next.grant(server, null, here);
            }
        }
    }

    private boolean isAwaited(Server server) {
        return !server.queue().isEmpty() || (server.takesTraffic() && !queue.isEmpty());
    }

    /** The one that gets the server's next slot, and from now on waits no longer; null if there is none. */
    private @Nullable Waiter next(Server server) {
        while (isAwaited(server)) {
            Waiter own = server.queue().first();
            Waiter any = server.takesTraffic() ? queue.first() : null;
            boolean ownFirst = any == null || (own != null && Waiter.ORDER.compare(own, any) < 0);
            Waiter next = ownFirst ? own : any;
            if (next == null) {
                return null;
            }
            (ownFirst ? server.queue() : queue).remove(next);
            if (next.decide()) {
                return next;
            }
        }
        return null;
    }

    /** Sends those elsewhere that wait for a server that is out of service, or out of order if they may leave it. */
    private int displace(Server server) {
        return switch (server.state()) {
            case MAINT -> displace(server.queue(), false);
            case DOWN -> displace(server.queue(), true);
            case UP, DRAIN -> 0;
        };
    }

    private void displaceIfUnusable() {
        if (!isUsable()) {
            displace(queue, false);
        }
    }

    private int displace(WaitQueue from, boolean onlyThoseWhoMay) {
        int[] displaced = {0};
        from.forEach(waiter -> {
            if ((!onlyThoseWhoMay || waiter.mayGoElsewhere()) && leave(waiter)) {
                waiter.displace();
                displaced[0]++;
            }
        });
        return displaced[0];
    }
}
