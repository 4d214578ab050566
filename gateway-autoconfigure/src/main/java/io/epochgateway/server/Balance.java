package io.epochgateway.server;

import io.epochgateway.definition.BalanceAlgorithm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strategy of choosing among servers. Any thread, no lock. */
interface Balance {

    /** A server that had a free slot, the slot taken; null if none has one. */
    @Nullable
    Server pick();

    static Balance of(BalanceAlgorithm algorithm, List<Server> servers) {
        return switch (algorithm) {
            case ROUNDROBIN -> new RoundRobin(servers);
            case LEASTCONN -> new LeastConn(servers);
            case RANDOM -> new RandomDraws(servers);
        };
    }
}
