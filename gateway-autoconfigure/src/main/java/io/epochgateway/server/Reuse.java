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
     * @param retryable whether the client would repeat the request if the connection died: it has had an answer on its
     *     own connection already
     */
    public static @Nullable Reuse of(HttpReuse mode, boolean retryable) {
        return switch (mode) {
            case NEVER -> null;
            case SAFE -> retryable ? PROVEN_LAST : null;
            case AGGRESSIVE -> retryable ? PROVEN_LAST : PROVEN;
            case ALWAYS -> retryable ? PROVEN_LAST : PROVEN_FIRST;
        };
    }

    /** Whether that one will do at all. */
    public boolean allows(ServerConnection connection) {
        return this != PROVEN || connection.isProven();
    }
}
