package io.epochgateway.server;

import io.epochgateway.definition.PoolDefinition;
import io.epochgateway.epoll.Takeover;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections of one server, lists for each loop. A loop that has none may take one over from another. Those that
 * the traffic doesn't need are closed bit by bit.
 */
public final class ConnectionPool {

    private final Server server;
    private final PoolDefinition definition;
    private final List<GatewayLoop> loops;
    private final LoopPool[] byLoop;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean purging = new AtomicBoolean();
    private volatile boolean closed;
    private volatile int estimate;

    ConnectionPool(Server server, List<GatewayLoop> loops) {
        this.server = server;
        this.definition = server.definition().pool();
        this.loops = loops;
        this.byLoop = new LoopPool[loops.size()];
        for (int i = 0; i < byLoop.length; i++) {
            byLoop[i] = new LoopPool(size);
        }
    }

    /** Idle connections on all loops. Any thread; may lag by a moment. */
    public int size() {
        return size.get();
    }

    /** Those of them that were reused with success. Any thread; may lag by a moment. */
    public int proven() {
        int sum = 0;
        for (LoopPool lists : byLoop) {
            sum += lists.proven();
        }
        return sum;
    }

    /** How many connections the traffic of the last while needed at a time. Any thread. */
    public int estimate() {
        return needed();
    }

    /**
     * What can be seen of it while it goes on; its parts may be from different moments.
     *
     * @param used requests, in mode tcp connections, that are on the server
     * @param mostUsed the most of them since the last purge
     * @param needed how many connections the traffic is taken to need
     * @param unproven idle connections that carried one request
     * @param proven idle connections that carried several
     * @param idleByLoop idle connections of each loop
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Figures(int used, int mostUsed, int needed, int unproven, int proven, int[] idleByLoop) {}

    /** Any thread. */
    public Figures figures() {
        int[] idle = new int[byLoop.length];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = byLoop[i].size();
        }
        int proven = proven();
        int used = server.served();
        return new Figures(
                used,
                Math.max(used, server.slots().peak()),
                needed(),
                IntStream.of(idle).sum() - proven,
                proven,
                idle);
    }

    /** Takes an idle connection of this loop, or null. */
    public @Nullable ServerConnection take(GatewayLoop here, Reuse reuse) {
        return size.get() == 0 ? null : byLoop[here.index()].take(server, reuse);
    }

    /**
     * Keeps a connection whose last response is complete, or closes it if it must not or need not be kept.
     *
     * @param here its loop, and whose thread this is
     */
    public void add(ServerConnection connection, GatewayLoop here) {
        LoopPool lists = byLoop[here.index()];
        if (!closed
                && server.state() != ServerState.MAINT
                && mayBeReused(connection)
                && needs(connection, lists)
                && lists.listFor(connection).add(connection, most())) {
            if (!purging.get() && purging.compareAndSet(false, true)) {
                new Purge(here).again();
            }
        } else {
            connection.abort();
        }
    }

    /** Whether that one may carry another request (HAProxy {@code max-reuse}): the server may have moved. */
    public boolean mayBeReused(ServerConnection connection) {
        return connection.leadsToItsServer()
                && (definition.maxReuse() < 0 || connection.requests() <= definition.maxReuse());
    }

    /** One of each kind on each loop, and else as many as were in use at a time since the last purge. */
    private boolean needs(ServerConnection connection, LoopPool lists) {
        int idle = size.get();
        if (definition.purgeDelay().isZero() || idle >= most()) {
            return false;
        }
        int used = server.served();
        return lists.lacks(connection) || used + idle <= Math.max(used, needed()) + definition.lowConn();
    }

    private int most() {
        return definition.maxConn() < 0 ? Integer.MAX_VALUE : definition.maxConn();
    }

    private int needed() {
        return Math.max(estimate, server.slots().peak());
    }

    /**
     * Looks for an idle connection on the other loops and moves it here.
     *
     * @param here the loop that needs it, and whose thread this is
     * @param arrived called on {@code here}: with the connection, open and used by nobody, or null if there was none
     * @return false if no other loop seems to have one; then {@code arrived} is not called
     */
    public boolean takeOver(GatewayLoop here, Reuse reuse, Consumer<@Nullable ServerConnection> arrived) {
        return size.get() > 0 && ask(here, 1, reuse, arrived);
    }

    /** Asks the first loop that seems to have one, that many places or more behind. */
    private boolean ask(GatewayLoop to, int distance, Reuse reuse, Consumer<@Nullable ServerConnection> arrived) {
        for (int i = distance; i < byLoop.length; i++) {
            int other = (to.index() + i) % byLoop.length;
            if (byLoop[other].seemsToHave(reuse)) {
                int next = i + 1;
                GatewayLoop from = loops.get(other);
                from.eventLoop().execute(() -> give(from, to, next, reuse, arrived));
                return true;
            }
        }
        return false;
    }

    private void give(
            GatewayLoop from, GatewayLoop to, int next, Reuse reuse, Consumer<@Nullable ServerConnection> arrived) {
        ServerConnection connection = byLoop[from.index()].take(server, reuse);
        if (connection != null) {
            Takeover.move(
                    connection.channel(),
                    to.eventLoop(),
                    failure -> arrived.accept(failure == null && connection.isOpen() ? connection : null));
        } else if (!ask(to, next, reuse, arrived)) {
            to.eventLoop().execute(() -> arrived.accept(null));
        }
    }

    /** Closes every idle connection; others may follow. Any thread. */
    void clear() {
        for (GatewayLoop loop : loops) {
            loop.eventLoop().execute(byLoop[loop.index()]::close);
        }
    }

    /** Closes every idle connection, and those that are under way when they arrive. Any thread. */
    public void close() {
        closed = true;
        clear();
    }

    /** Closes half of the connections, rounded up, that were more than the traffic since the last time needed. */
    private void closeExcess() {
        int peak = server.slots().peak();
        int needed = needed();
        int idle = size.get();
        int excess = server.served() + idle - needed;
        estimate = Math.max((needed + peak) / 2, peak);
        server.slots().forgetPeak();
        int left = Math.min((excess + 1) / 2, idle);
        for (int i = 0; i < byLoop.length && left > 0; i++) {
            LoopPool lists = byLoop[i];
            int have = lists.size();
            // each loop's share of what is left
            int share = idle <= have ? left : Math.ceilDiv(left * have, idle);
            idle -= have;
            if (share > 0) {
                left -= share;
                loops.get(i).eventLoop().execute(() -> lists.closeOldest(share));
            }
        }
    }

    /** Closes what isn't needed, again and again while there are connections. */
    private final class Purge extends Timer {

        private final GatewayLoop loop;

        Purge(GatewayLoop loop) {
            this.loop = loop;
        }

        void again() {
            loop.timers().arm(this, definition.purgeDelay().toMillis());
        }

        @Override
        protected void expired() {
            closeExcess();
            if (size.get() > 0) {
                again();
                return;
            }
            purging.set(false);
            // one that came in between saw the purge still going on
            if (size.get() > 0 && purging.compareAndSet(false, true)) {
                again();
            }
        }
    }
}
