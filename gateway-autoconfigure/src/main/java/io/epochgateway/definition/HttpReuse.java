package io.epochgateway.definition;

/** When an idle server connection may carry a request of another client (HAProxy {@code http-reuse}). */
public enum HttpReuse {
    /** Each client session has server connections of its own. */
    NEVER,
    /** A client's first request takes a new connection, later ones may share. */
    SAFE,
    /** A client's first request may take a connection that was reused successfully before. */
    AGGRESSIVE,
    /** Every request may take any idle connection. */
    ALWAYS
}
