package io.epochgateway.server;

import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.balance.Balance;
import java.net.SocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a backend, the choice among them, and the queue of those that found no free slot, first come first
 * served. Any thread, no lock.
 */
public final class ServerSet {

    private final List<Server> servers;
    private final Balance balance;
    private final boolean allBackups;
    private final ServerStates states;
    private volatile boolean usable;
    private final Queue<Waiter> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();

    public ServerSet(List<Server> servers, BalanceDefinition definition) {
        this.servers = List.copyOf(servers);
        this.balance = Balance.of(definition, servers);
        this.allBackups = definition.allBackups();
        this.states = new ServerStates(this.servers, server -> useTheUsable());
        useTheUsable();
    }

    private int useTheUsable() {
        List<Server> usableNow = usable();
        usable = !usableNow.isEmpty();
        balance.use(usableNow);
        return 0;
    }

    /** The states of the servers, and the way to change them. */
    public ServerStates states() {
        return states;
    }

    /** The active servers; if there are none, the first backup or all of them. */
    private List<Server> usable() {
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

    /** Whether any server can take traffic. */
    public boolean isUsable() {
        return usable;
    }

    /**
     * What of a request decides about its server, for {@link #pick}.
     *
     * @param client the client's address; null if it isn't known
     * @param request null in mode tcp
     */
    public long key(@Nullable SocketAddress client, @Nullable MessageHead request) {
        return balance.key(client, request);
    }

    /** A server with a slot for the caller, or null if the caller must queue. */
    public @Nullable Server pick(long key) {
        Server designated = balance.designate(key);
        if (designated != null) {
            return designated.takeSlot() ? designated : null;
        }
        return queued.get() == 0 ? balance.pick() : null;
    }

    /** Queues; the waiter is called once a slot is its own. */
    public void await(Waiter waiter, GatewayLoop here) {
        queue.add(waiter);
        queued.incrementAndGet();
        // a slot that came free in between found the queue empty
        serve(here);
    }

    /**
     * Leaves the queue.
     *
     * @return false if a slot was granted before and {@link Waiter#granted} is about to be called
     */
    public boolean leave(Waiter waiter) {
        if (!waiter.decide()) {
            return false;
        }
        if (queue.remove(waiter)) {
            queued.decrementAndGet();
        }
        return true;
    }

    /**
     * Gives a slot back, or hands it on to the next waiter.
     *
     * @param idle a connection of that server which its user needs no longer and others may share: it goes with the slot
     *     to the next waiter, which saves that one the search, or to the pool
     */
    public void release(Server server, @Nullable ServerConnection idle, GatewayLoop here) {
        Waiter next = queued.get() > 0 ? next() : null;
        if (next != null) {
            next.grant(server, idle, here);
            return;
        }
        if (idle != null) {
            server.pool().on(here).add(idle);
        }
        server.giveSlotBack();
        serve(here);
    }

    /** Those that wait now. */
    public int queued() {
        return queued.get();
    }

    private void serve(GatewayLoop here) {
        while (queued.get() > 0) {
            Server server = balance.pick();
            if (server == null) {
                return;
            }
            Waiter next = next();
            if (next == null) {
                server.giveSlotBack();
            } else {
                next.grant(server, null, here);
            }
        }
    }

    /** The first that still waits and from now on does no longer. */
    private @Nullable Waiter next() {
        for (Waiter first = queue.poll(); first != null; first = queue.poll()) {
            queued.decrementAndGet();
            if (first.decide()) {
                return first;
            }
        }
        return null;
    }
}
