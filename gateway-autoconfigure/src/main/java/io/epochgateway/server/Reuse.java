package io.epochgateway.server;

import io.epochgateway.definition.HttpReuse;
import org.jspecify.annotations.Nullable;

/**
 * Which of the connections that clients share will do for a request, and which of them first. A connection is proven if it
 * has been reused before.
 */
public enum Reuse {
    /** Proven ones only. */
    PROVEN,
    /** Proven ones, then the others. */
    PROVEN_FIRST,
    /** The others, then proven ones. */
    PROVEN_LAST;

    /**
     * What a mode lets a request use; null if only what its own client used before.
     *
     * @param risky whether the request should not meet a connection that dies at that moment: its client's first, which the
     *     client would not repeat, unless the proxy does
     */
    public static @Nullable Reuse of(HttpReuse mode, boolean risky) {
        return switch (mode) {
            case NEVER -> null;
            case SAFE -> risky ? null : PROVEN_LAST;
            case AGGRESSIVE -> risky ? PROVEN : PROVEN_LAST;
            case ALWAYS -> risky ? PROVEN_FIRST : PROVEN_LAST;
        };
    }

    /** Whether that one will do at all. */
    public boolean allows(ServerConnection connection) {
        return this != PROVEN || connection.isProven();
    }
}
