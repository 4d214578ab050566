package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Always knows the best server: a tree whose leaves are the servers, and in which every node names the better one of its
 * two children. Who changes a server's load plays its matches again, up to the root if need be, so a change costs at most
 * log2 of the number of servers and a choice a look at the root.
 *
 * <p>A node is replaced only if it is what was read before its children were; who fails twice was overtaken by somebody
 * who has seen its change already.
 */
final class Tournament implements Balance {

    /** Takes no part now. */
    static final int OUT = Integer.MAX_VALUE;

    private static final int NOBODY = -1;
    private static final long INDEX = 0xffff_ffffL;
    private static final int NEXT_VERSION = Integer.SIZE;
    private static final int REPAIRS = 64;

    // what comes of a match
    private static final int OVERTAKEN = 0;
    private static final int SAME = 1;
    private static final int CHANGED = 2;

    /** How good a server is now: the lower the better, at least 0, or {@link #OUT}. */
    interface Rank {
        int of(Server server);
    }

    private final Server[] servers;
    private final Rank rank;
    private final int leaves;
    /** The rank above, the moment of its change below: of two that are as good, the one that waits longer is better. */
    private final AtomicLongArray standings;
    /** A version above, the index of the best server below. */
    private final AtomicLongArray nodes;

    private final AtomicInteger moment = new AtomicInteger();
    private volatile boolean[] usable = {};

    private Tournament(List<Server> all, Rank rank) {
        this.servers = all.toArray(Server[]::new);
        this.rank = rank;
        this.leaves = Math.max(2, Integer.highestOneBit(Math.max(servers.length - 1, 1)) * 2);
        this.standings = new AtomicLongArray(servers.length);
        this.nodes = new AtomicLongArray(leaves);
        for (int i = 1; i < leaves; i++) {
            nodes.set(i, NOBODY & INDEX);
        }
        for (int i = 0; i < servers.length; i++) {
            int index = i;
            standings.set(i, (long) OUT << Integer.SIZE);
            servers[i].watch(by -> changed(index));
        }
    }

    /** The fewest running and queued requests for its weight; in turn among equals. */
    static Tournament leastConn(List<Server> all) {
        return new Tournament(all, server -> {
            long load = server.load();
            return !server.hasFreeSlot()
                    ? OUT
                    : load == 0
                            ? 0
                            : (int) Math.min(
                                    OUT - 1, (load + 1) * Server.WEIGHT_SCALE * 256 / server.effectiveWeight());
        });
    }

    /** The lowest id among those with a free slot. */
    static Tournament first(List<Server> all) {
        return new Tournament(all, server -> server.hasFreeSlot() ? server.id() : OUT);
    }

    @Override
    public void use(List<Server> usableServers) {
        boolean[] playing = new boolean[servers.length];
        int next = 0;
        for (Server server : usableServers) {
            // in the same order, so each is behind the last one
            while (servers[next] != server) {
                next++;
            }
            playing[next] = true;
        }
        usable = playing;
        for (int i = 0; i < servers.length; i++) {
            changed(i);
        }
    }

    @Override
    public @Nullable Server pick() {
        for (int repairs = 0; repairs < REPAIRS; repairs++) {
            int best = (int) nodes.get(1);
            if (best == NOBODY) {
                return null;
            }
            if (servers[best].takeSlot()) {
                return servers[best];
            }
            changed(best);
        }
        return anyFree();
    }

    /** When others are always faster. */
    private @Nullable Server anyFree() {
        boolean[] playing = usable;
        for (int i = 0; i < playing.length; i++) {
            if (playing[i] && servers[i].takeSlot()) {
                return servers[i];
            }
        }
        return null;
    }

    private void changed(int index) {
        while (true) {
            int now = rankOf(index);
            long before = standings.get(index);
            if ((int) (before >>> Integer.SIZE) == now) {
                return;
            }
            standings.set(index, (long) now << Integer.SIZE | moment.getAndIncrement() & INDEX);
            playUpwards(index);
        }
    }

    private int rankOf(int index) {
        boolean[] playing = usable;
        Server server = servers[index];
        return playing.length > 0 && playing[index] && server.effectiveWeight() > 0 ? rank.of(server) : OUT;
    }

    /**
     * Towards the root, as far as it matters who wins here. A node whose best server neither was nor is this one tells its
     * parent nothing new; but its version has to change all the same, for somebody else may be about to name this server by
     * what was before. Whoever is overtaken doesn't know whether that one goes on, so goes on.
     */
    private void playUpwards(int index) {
        for (int node = (leaves + index) / 2; node > 0; node /= 2) {
            int played = play(node, index);
            if (played == OVERTAKEN) {
                played = play(node, index);
            }
            if (played == SAME) {
                return;
            }
        }
    }

    private int play(int node, int index) {
        long before = nodes.get(node);
        int best = better(winner(2 * node), winner(2 * node + 1));
        if (!nodes.compareAndSet(node, before, ((before >>> NEXT_VERSION) + 1) << NEXT_VERSION | best & INDEX)) {
            return OVERTAKEN;
        }
        return best == (int) before && best != index ? SAME : CHANGED;
    }

    private int winner(int child) {
        if (child < leaves) {
            return (int) nodes.get(child);
        }
        int index = child - leaves;
        return index < servers.length && (int) (standings.get(index) >>> Integer.SIZE) != OUT ? index : NOBODY;
    }

    private int better(int one, int other) {
        if (one == NOBODY || other == NOBODY) {
            return one == NOBODY ? other : one;
        }
        long standing = standings.get(one);
        long otherStanding = standings.get(other);
        int ranks = Long.compare(standing >>> Integer.SIZE, otherStanding >>> Integer.SIZE);
        // moments wrap around, so their difference decides
        return ranks < 0 || (ranks == 0 && (int) standing - (int) otherStanding <= 0) ? one : other;
    }
}
