package io.epochgateway.stream;

import io.epochgateway.stream.Termination.Cause;

/** Why the sessions of a server end before their time. */
public enum Shutdown {
    /** It went down (HAProxy {@code on-marked-down shutdown-sessions}). */
    SERVER_DOWN(Cause.DOWN),
    /** It is a backup, and an active server came up (HAProxy {@code on-marked-up shutdown-backup-sessions}). */
    ACTIVE_UP(Cause.UP),
    /** An operator wants it. */
    OPERATOR(Cause.KILLED);

    private final Cause cause;

    Shutdown(Cause cause) {
        this.cause = cause;
    }

    Cause cause() {
        return cause;
    }
}
