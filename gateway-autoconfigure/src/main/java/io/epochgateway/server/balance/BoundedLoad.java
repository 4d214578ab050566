package io.epochgateway.server.balance;

import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.server.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps servers below a share of the average load (HAProxy {@code hash-balance-factor}). What the division of the slots
 * among the servers leaves over goes to one after the other, by weight.
 */
final class BoundedLoad {

    private final int factor;
    private final AtomicInteger load = new AtomicInteger();
    private volatile Shares shares = new Shares(Map.of(), 0);

    /** The sum of the weights up to and with each server's, and of all. */
    private record Shares(Map<Server, Long> cumulated, long total) {}

    private BoundedLoad(int factor) {
        this.factor = factor;
    }

    static BoundedLoad of(BalanceDefinition definition, List<Server> all) {
        BoundedLoad bounded = new BoundedLoad(definition.hashBalanceFactor());
        if (bounded.factor > 0) {
            all.forEach(server -> server.watch(bounded.load::addAndGet));
        }
        return bounded;
    }

    void use(List<Server> usable) {
        Map<Server, Long> cumulated = new HashMap<>();
        long sum = 0;
        for (Server server : usable) {
            sum += server.effectiveWeight();
            cumulated.put(server, sum);
        }
        shares = new Shares(cumulated, sum);
    }

    /** Whether one more request leaves the server within its share. */
    boolean allows(Server server) {
        if (factor == 0) {
            return true;
        }
        Shares now = shares;
        Long upTo = now.cumulated.get(server);
        if (upTo == null) {
            return false;
        }
        long slots = ((load.get() + 1L) * factor + 99) / 100;
        long weighted = slots * server.effectiveWeight();
        long own = weighted / now.total + (upTo + weighted % now.total >= now.total ? 1 : 0);
        return server.served() < Math.max(own, 1);
    }
}
