package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** In turn, by a plan made of the weights; a full server is passed over. */
final class StaticRr implements Balance {

    private final Weights weights;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Server[] turns = {};

    StaticRr(List<Server> all) {
        weights = Weights.of(all);
    }

    @Override
    public void use(List<Server> usable) {
        turns = ServerMap.of(usable, weights);
    }

    /** The plan, for those that choose from it by a hash. */
    Server[] turns() {
        return turns;
    }

    @Override
    public @Nullable Server pick() {
        Server[] plan = turns;
        for (int tries = 0; tries < plan.length; tries++) {
            Server server = plan[nextOf(plan.length)];
            if (server.takeSlot()) {
                return server;
            }
        }
        return null;
    }

    private int nextOf(int length) {
        int now = turn.get();
        while (true) {
            int at = now < length ? now : 0;
            int seen = turn.compareAndExchange(now, at + 1);
            if (seen == now) {
                return at;
            }
            now = seen;
        }
    }
}
