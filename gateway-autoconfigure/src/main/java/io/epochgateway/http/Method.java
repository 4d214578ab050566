package io.epochgateway.http;

/** Request methods that the proxy tells apart (RFC 9110 section 9.3). */
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    CONNECT,
    OPTIONS,
    TRACE,
    PATCH,
    /** Any other token. */
    OTHER;

    /** Whether repeating the request has no further effect on the server (RFC 9110 section 9.2.2). */
    public boolean idempotent() {
        throw new UnsupportedOperationException();
    }
}
