package io.epochgateway.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** In turn, by weight, without bursts; a full server is passed over. */
final class RoundRobin implements Balance {

    private final Server[] turns;
    private final AtomicInteger turn = new AtomicInteger();

    RoundRobin(List<Server> servers) {
        this.turns = WeightedTurns.of(servers);
    }

    @Override
    public @Nullable Server pick() {
        int first = turn.getAndIncrement();
        for (int i = 0; i < turns.length; i++) {
            Server server = turns[Integer.remainderUnsigned(first + i, turns.length)];
            if (server.takeSlot()) {
                turn.getAndAdd(i);
                return server;
            }
        }
        return null;
    }
}
