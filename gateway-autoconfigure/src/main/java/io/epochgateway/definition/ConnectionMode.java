package io.epochgateway.definition;

/** What becomes of connections after a response (HAProxy {@code option http-keep-alive} and its like). */
public enum ConnectionMode {
    /** Both sides' connections stay, as far as the peers allow: the default. */
    KEEP_ALIVE,
    /** The server's connection is closed, the client's stays (HAProxy {@code option http-server-close}). */
    SERVER_CLOSE,
    /** Those of the proxy's own side are closed, and the server's in any case (HAProxy {@code option httpclose}). */
    CLOSE
}
