package io.epochgateway.server;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The less loaded of two servers drawn by weight. */
final class RandomDraws implements Balance {

    private final Server[] turns;
    private final LeastConn whenBothAreFull;

    RandomDraws(List<Server> servers) {
        this.turns = WeightedTurns.of(servers);
        this.whenBothAreFull = new LeastConn(servers);
    }

    @Override
    public @Nullable Server pick() {
        if (turns.length == 0) {
            return null;
        }
        Server one = draw();
        Server other = draw();
        Server less = other.served() < one.served() ? other : one;
        return less.takeSlot() ? less : whenBothAreFull.pick();
    }

    private Server draw() {
        return turns[ThreadLocalRandom.current().nextInt(turns.length)];
    }
}
