package io.epochgateway.sample.origin;

/**
 * A request as far as the origin cares about it.
 *
 * @param head whether the method is HEAD
 * @param http11 HTTP/1.1; else HTTP/1.0
 * @param persistent whether the client keeps the connection, by version and Connection (RFC 9112 section 9.3)
 * @param expectsContinue whether the client waits for a 100 before it sends the body
 * @param body the body that follows the head; empty if there is none
 * @param headSize bytes of the head with its empty line
 * @param arguments how to answer
 */
record OriginRequest(
        boolean head,
        boolean http11,
        boolean persistent,
        boolean expectsContinue,
        RequestBody body,
        int headSize,
        OriginArguments arguments) {}
