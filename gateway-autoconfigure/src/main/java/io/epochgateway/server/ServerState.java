package io.epochgateway.server;

/** What a server may be used for. */
public enum ServerState {
    /** All traffic. */
    UP,
    /** Requests that belong to it, but nothing new. */
    DRAIN,
    /** Nothing: it is out of order. */
    DOWN,
    /** Nothing: somebody has taken it out of service. */
    MAINT
}
