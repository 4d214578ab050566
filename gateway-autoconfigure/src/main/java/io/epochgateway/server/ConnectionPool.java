package io.epochgateway.server;

import io.epochgateway.epoll.Takeover;
import io.epochgateway.net.GatewayLoop;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The idle connections of one server, a list for each loop. A loop that has none may take one over from another. */
public final class ConnectionPool {

    private final Server server;
    private final List<GatewayLoop> loops;
    private final IdleConnections[] idle;

    ConnectionPool(Server server, List<GatewayLoop> loops) {
        this.server = server;
        this.loops = loops;
        this.idle = new IdleConnections[loops.size()];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = new IdleConnections();
        }
    }

    /** This loop's idle connections; on that loop only. */
    public IdleConnections on(GatewayLoop loop) {
        return idle[loop.index()];
    }

    /** Idle connections on all loops. Any thread; may lag by a moment. */
    public int size() {
        int sum = 0;
        for (IdleConnections one : idle) {
            sum += one.size();
        }
        return sum;
    }

    /**
     * Looks for an idle connection on the other loops and moves it here.
     *
     * @param here the loop that needs it, and whose thread this is
     * @param proven whether it must have been reused before
     * @param arrived called on {@code here}: with the connection, open and used by nobody, or null if there was none
     * @return false if no other loop seems to have one; then {@code arrived} is not called
     */
    public boolean takeOver(GatewayLoop here, boolean proven, Consumer<@Nullable ServerConnection> arrived) {
        for (int i = 1; i < idle.length; i++) {
            int other = (here.index() + i) % idle.length;
            if (idle[other].size() > 0) {
                GatewayLoop from = loops.get(other);
                from.eventLoop().execute(() -> give(from, here, proven, arrived));
                return true;
            }
        }
        return false;
    }

    private void give(GatewayLoop from, GatewayLoop to, boolean proven, Consumer<@Nullable ServerConnection> arrived) {
        ServerConnection connection = on(from).take(server, proven);
        if (connection == null) {
            to.eventLoop().execute(() -> arrived.accept(null));
            return;
        }
        Takeover.move(
                connection.channel(),
                to.eventLoop(),
                failure -> arrived.accept(failure == null && connection.isOpen() ? connection : null));
    }

    /** Closes every idle connection. Any thread. */
    public void close() {
        for (GatewayLoop loop : loops) {
            loop.eventLoop().execute(on(loop)::close);
        }
    }
}
