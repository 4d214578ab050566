package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The least loaded of a few servers drawn by weight; if they are full, the next one that isn't. */
final class RandomDraws implements Balance {

    private final int draws;
    private final BoundedLoad bounded;
    private volatile AliasTable table = AliasTable.of(List.of());

    RandomDraws(int draws, BoundedLoad bounded) {
        this.draws = draws;
        this.bounded = bounded;
    }

    @Override
    public void use(List<Server> usable) {
        bounded.use(usable);
        table = AliasTable.of(usable);
    }

    @Override
    public @Nullable Server pick() {
        AliasTable now = table;
        if (now.size() == 0) {
            return null;
        }
        Server best = now.draw();
        for (int drawn = 1; drawn < draws; drawn++) {
            Server other = now.draw();
            if (isLessLoaded(other, best)) {
                best = other;
            }
        }
        return bounded.allows(best) && best.takeSlot() ? best : anyFree(now);
    }

    private static boolean isLessLoaded(Server server, Server than) {
        return (long) server.load() * than.effectiveWeight() < (long) than.load() * server.effectiveWeight();
    }

    private @Nullable Server anyFree(AliasTable now) {
        int first = ThreadLocalRandom.current().nextInt(now.size());
        Server overloaded = null;
        for (int i = 0; i < now.size(); i++) {
            Server server = now.server((first + i) % now.size());
            if (!bounded.allows(server)) {
                overloaded = server;
            } else if (server.takeSlot()) {
                return server;
            }
        }
        return overloaded != null && overloaded.takeSlot() ? overloaded : null;
    }
}
