package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * In turn, by weight, without bursts; a full server is passed over. Turns are taken from a stretch of the order that was
 * written down before; whoever is past the middle of it writes the next one, so nobody waits for it.
 */
final class RoundRobin implements Balance {

    private static final int SHORTEST = 64;
    private static final int LONGEST = 1024;

    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicReference<Stretch> current = new AtomicReference<>(new Stretch(new Server[0]));
    private volatile List<Server> usable = List.of();
    private FairTurns order = new FairTurns(List.of());

    private static final class Stretch {
        final Server[] turns;
        final AtomicInteger taken = new AtomicInteger();

        @Nullable
        volatile Stretch next;

        Stretch(Server[] turns) {
            this.turns = turns;
        }
    }

    @Override
    public void use(List<Server> servers) {
        writing.lock();
        try {
            order = new FairTurns(fromTheNextOn(servers));
            usable = servers;
            current.set(write(servers.size()));
        } finally {
            writing.unlock();
        }
    }

    /** Whoever had the last turn is the last, so that changes one after the other don't favour the first server. */
    private List<Server> fromTheNextOn(List<Server> servers) {
        Stretch last = current.get();
        int taken = Math.min(last.taken.get(), last.turns.length);
        int next = taken == 0 ? 0 : servers.indexOf(last.turns[taken - 1]) + 1;
        List<Server> rotated = new ArrayList<>(servers.subList(next, servers.size()));
        rotated.addAll(servers.subList(0, next));
        return rotated;
    }

    private Stretch write(int servers) {
        Server[] turns = new Server[servers == 0 ? 0 : Math.clamp(servers, SHORTEST, LONGEST)];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = order.next();
        }
        return new Stretch(turns);
    }

    @Override
    public @Nullable Server pick() {
        List<Server> all = usable;
        for (int tries = all.size(); tries > 0; tries--) {
            Server server = next();
            if (server == null) {
                return null;
            }
            if (server.takeSlot()) {
                return server;
            }
        }
        return anyOf(all);
    }

    /** For light servers between full heavy ones, whose turn would come late. */
    private static @Nullable Server anyOf(List<Server> servers) {
        for (Server server : servers) {
            if (server.takeSlot()) {
                return server;
            }
        }
        return null;
    }

    private @Nullable Server next() {
        Stretch stretch = current.get();
        Server[] turns = stretch.turns;
        if (turns.length == 0) {
            return null;
        }
        int turn = stretch.taken.getAndIncrement();
        if (turn >= turns.length / 2) {
            Stretch next = stretch.next;
            if (next == null) {
                next = prepareNext(stretch);
            }
            if (turn >= turns.length) {
                return next == null ? turns[Integer.remainderUnsigned(turn, turns.length)] : moveOn(stretch, next);
            }
        }
        return turns[turn];
    }

    private @Nullable Server moveOn(Stretch from, Stretch to) {
        current.compareAndSet(from, to);
        return next();
    }

    /** Null while somebody else writes it, or when it was for another set of servers. */
    private @Nullable Stretch prepareNext(Stretch stretch) {
        if (!writing.tryLock()) {
            return null;
        }
        try {
            if (current.get() == stretch && stretch.next == null) {
                stretch.next = write(usable.size());
            }
            return stretch.next;
        } finally {
            writing.unlock();
        }
    }
}
