package io.epochgateway.accesslog;

import org.jspecify.annotations.Nullable;

/**
 * What a line tells of a request or a TCP session. Names and addresses are ASCII; waits are in milliseconds, -1 where
 * that stage was not completed. Event loop only.
 */
public interface LoggedStream {

    /** The client's {@code address:port}. */
    byte[] client();

    /** The {@code address:port} that it connected to. */
    byte[] local();

    /** When the client was accepted, in milliseconds since 1970. */
    long acceptedAt();

    /** When the first byte of the request came, in milliseconds since 1970. */
    long requestedAt();

    byte[] frontend();

    /** The frontend's name where there was no routing. */
    byte[] backend();

    /** The last one that was chosen; null if none was. */
    byte @Nullable [] server();

    /** {@code TR}: from the first byte of the request to the end of its head. */
    int requestWait();

    /** {@code Tw}: in queues. */
    int queueWait();

    /** {@code Tc}: connecting, all attempts together. */
    int connectWait();

    /** {@code Tr}: from the connection to the end of the response's head. */
    int responseWait();

    /** {@code Ta}: from the first byte of the request to the last of the response. */
    int activeTime();

    /** {@code Tt}: from the acceptance to the close. */
    int totalTime();

    /** What the client was told; -1 if nothing. */
    int status();

    /** To the client, heads included. */
    long bytesToClient();

    /** From the client. */
    long bytesFromClient();

    /** The first character of the termination state. */
    char cause();

    /** The second character of the termination state. */
    char phase();

    /** What the client's persistence cookie was worth: the third character; {@code -} where there is no such cookie. */
    default char requestCookie() {
        return '-';
    }

    /** What was done with it in the response: the fourth character; {@code -} where there is no such cookie. */
    default char responseCookie() {
        return '-';
    }

    /** Connections of the process. */
    int actconn();

    /** Connections of the frontend. */
    int feconn();

    /** Streams of the backend. */
    int beconn();

    /** Streams of the server. */
    int srvconn();

    /** Attempts to connect after the first. */
    int retries();

    /** Whether the last attempt went to another server. */
    boolean redispatched();

    /** How many left the server's queue since this stream entered it, itself included. */
    int serverQueue();

    /** How many left the backend's queue since this stream entered it, itself included. */
    int backendQueue();

    /** The request line as it came, up to {@link #requestLineLength()}; meaningless without one. */
    byte[] requestLine();

    /** 0 if no request was understood. */
    int requestLineLength();
}
