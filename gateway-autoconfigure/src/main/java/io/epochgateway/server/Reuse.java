package io.epochgateway.server;

/** Which of a pool's connections will do, and which of them first. A connection is proven if it has been reused before. */
public enum Reuse {
    /** Proven ones only. */
    PROVEN,
    /** Proven ones, then the others. */
    PROVEN_FIRST,
    /** The others, then proven ones. */
    PROVEN_LAST;

    /** Whether that one will do at all. */
    public boolean allows(ServerConnection connection) {
        return this != PROVEN || connection.isProven();
    }
}
