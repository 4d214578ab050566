package io.epochgateway.server;

import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.net.GatewayLoop;
import java.util.ArrayList;
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
    private final boolean usable;
    private final Queue<Waiter> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();

    public ServerSet(List<Server> servers, BalanceAlgorithm algorithm) {
        this.servers = List.copyOf(servers);
        List<Server> usable = usable(servers);
        this.usable = !usable.isEmpty();
        this.balance = Balance.of(algorithm, usable);
    }

    /** The active servers; if there are none, the first backup. */
    private static List<Server> usable(List<Server> servers) {
        List<Server> active = new ArrayList<>();
        List<Server> backups = new ArrayList<>();
        for (Server server : servers) {
            if (!server.definition().disabled() && server.definition().weight() > 0) {
                (server.definition().backup() ? backups : active).add(server);
            }
        }
        return active.isEmpty() ? backups.subList(0, Math.min(1, backups.size())) : active;
    }

    /** All servers, in the order of the configuration. */
    public List<Server> servers() {
        return servers;
    }

    /** Whether any server can take traffic. */
    public boolean isUsable() {
        return usable;
    }

    /** A server with a slot for the caller, or null if the caller must queue. */
    public @Nullable Server pick() {
        return queued.get() == 0 ? balance.pick() : null;
    }

    /** Another server than that one, with a slot for the caller; null if there is none now. */
    public @Nullable Server pickOther(Server avoided) {
        int held = 0;
        Server picked = pick();
        // each slot that is held makes the avoided one a worse choice
        while (picked == avoided && held < servers.size()) {
            held++;
            picked = pick();
        }
        int extra = picked == avoided ? held + 1 : held;
        for (int i = 0; i < extra; i++) {
            avoided.giveSlotBack();
        }
        return picked == avoided ? null : picked;
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
