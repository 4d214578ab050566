package io.epochgateway.definition;

import java.time.Duration;

/**
 * How many idle connections to a server are kept, and for how long.
 *
 * @param maxConn idle connections at most; -1 for no limit (HAProxy {@code pool-max-conn})
 * @param lowConn idle connections that are kept beyond what the traffic seems to need (HAProxy {@code pool-low-conn})
 * @param purgeDelay the time after which half of what the traffic did not need is closed, again and again; zero keeps
 *     none (HAProxy {@code pool-purge-delay})
 * @param maxReuse how often a connection is used again at most; -1 for no limit (HAProxy {@code max-reuse})
 */
public record PoolDefinition(int maxConn, int lowConn, Duration purgeDelay, int maxReuse) {

    /** What holds where nothing is said. */
    public static final PoolDefinition DEFAULT = new PoolDefinition(-1, 0, Duration.ofSeconds(5), -1);
}
