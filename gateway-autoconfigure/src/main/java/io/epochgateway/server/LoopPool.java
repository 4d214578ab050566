package io.epochgateway.server;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The idle connections that a server's pool has on one loop. That loop only, unless said otherwise. */
final class LoopPool {

    private final IdleConnections proven;
    private final IdleConnections unproven;

    LoopPool(AtomicInteger total) {
        proven = new IdleConnections(total);
        unproven = new IdleConnections(total);
    }

    /** Where such a connection goes. */
    IdleConnections listFor(ServerConnection connection) {
        return connection.isProven() ? proven : unproven;
    }

    /** Whether there is none that would do in its place. */
    boolean lacks(ServerConnection connection) {
        return proven.size() == 0 && (connection.isProven() || unproven.size() == 0);
    }

    @Nullable
    ServerConnection take(Server server, Reuse reuse) {
        return switch (reuse) {
            case PROVEN -> proven.take(server);
            case PROVEN_FIRST -> {
                ServerConnection first = proven.take(server);
                yield first == null ? unproven.take(server) : first;
            }
            case PROVEN_LAST -> {
                ServerConnection first = unproven.take(server);
                yield first == null ? proven.take(server) : first;
            }
        };
    }

    /** Any thread; may lag by a moment. */
    boolean seemsToHave(Reuse reuse) {
        return proven.size() > 0 || (reuse != Reuse.PROVEN && unproven.size() > 0);
    }

    /** Any thread; may lag by a moment. */
    int size() {
        return proven.size() + unproven.size();
    }

    /** Those that carried several requests. Any thread; may lag by a moment. */
    int proven() {
        return proven.size();
    }

    void closeOldest(int most) {
        int closed = unproven.closeOldest(most);
        proven.closeOldest(most - closed);
    }

    void close() {
        proven.close();
        unproven.close();
    }
}
