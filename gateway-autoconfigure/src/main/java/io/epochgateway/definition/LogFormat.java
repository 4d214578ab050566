package io.epochgateway.definition;

/** What a line of the access log looks like. */
public enum LogFormat {
    /** There are no lines. */
    NONE,
    /** Who connected where, at the start (HAProxy's {@code log} without an option that says more). */
    CONNECT,
    /** A connection at its end, or a request as if it were one (HAProxy {@code option tcplog}). */
    TCPLOG,
    /** A request at its end (HAProxy {@code option httplog}). */
    HTTPLOG,
    /** A request at its end in the Common Log Format, and more (HAProxy {@code option httplog clf}). */
    HTTPLOG_CLF,
    /** As {@link #HTTPLOG}, with what is known of TLS (HAProxy {@code option httpslog}). */
    HTTPSLOG,
    /** As the frontend says (HAProxy {@code log-format}). */
    CUSTOM
}
