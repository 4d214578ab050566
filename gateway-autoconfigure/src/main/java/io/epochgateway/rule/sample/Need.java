package io.epochgateway.rule.sample;

/** What a fetch can't do without. */
enum Need {
    /** Nothing but the process. */
    NOTHING,
    /** The client's connection. */
    CLIENT,
    /** What the client has sent. */
    REQUEST_BYTES,
    /** The head of a request. */
    REQUEST,
    /** What is kept of a request until its stream is over. */
    KEPT_REQUEST,
    /** The backend that was chosen. */
    BACKEND,
    /** The server that was chosen. */
    SERVER,
    /** What the server has sent. */
    RESPONSE_BYTES,
    /** The head of a response. */
    RESPONSE
}
