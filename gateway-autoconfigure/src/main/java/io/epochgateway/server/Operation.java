package io.epochgateway.server;

/** What a server does, apart from what operators want of it; in HAProxy's order. */
public enum Operation {
    /** It is out of order. */
    STOPPED,
    /** It is up again and gets its share of the traffic step by step. */
    STARTING,
    /** It works. */
    RUNNING,
    /** It works on what it has and wants nothing new (HAProxy {@code NOLB}). */
    STOPPING
}
