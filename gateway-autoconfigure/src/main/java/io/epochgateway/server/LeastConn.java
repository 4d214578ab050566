package io.epochgateway.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The fewest running requests for its weight; in turn among equals. */
final class LeastConn implements Balance {

    private final Server[] servers;
    private final AtomicInteger start = new AtomicInteger();

    LeastConn(List<Server> servers) {
        this.servers = servers.toArray(Server[]::new);
    }

    @Override
    public @Nullable Server pick() {
        for (Server best = leastLoaded(); best != null; best = leastLoaded()) {
            if (best.takeSlot()) {
                return best;
            }
        }
        return null;
    }

    private @Nullable Server leastLoaded() {
        Server best = null;
        int first = start.getAndIncrement();
        for (int i = 0; i < servers.length; i++) {
            Server server = servers[Integer.remainderUnsigned(first + i, servers.length)];
            if (server.hasFreeSlot() && (best == null || isLessLoaded(server, best))) {
                best = server;
            }
        }
        return best;
    }

    private static boolean isLessLoaded(Server server, Server than) {
        return (long) server.served() * than.definition().weight()
                < (long) than.served() * server.definition().weight();
    }
}
