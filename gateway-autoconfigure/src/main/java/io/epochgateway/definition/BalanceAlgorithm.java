package io.epochgateway.definition;

/** How a server is chosen among the usable ones (HAProxy {@code balance}). */
public enum BalanceAlgorithm {
    /** In turn, by weight, without bursts. */
    ROUNDROBIN,
    /** The fewest running and queued requests for its weight. */
    LEASTCONN,
    /** The less loaded of two drawn by weight: the default. */
    RANDOM
}
