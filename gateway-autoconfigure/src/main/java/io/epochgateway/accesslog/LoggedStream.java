package io.epochgateway.accesslog;

import java.net.SocketAddress;
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

    /** The client's address; null if it is gone or has none. */
    default @Nullable SocketAddress source() {
        return null;
    }

    /** The address that the client connected to; null if the client is gone or there is none. */
    default @Nullable SocketAddress destination() {
        return null;
    }

    /** The address that the server sees; null if none was connected to. */
    default @Nullable SocketAddress serverSource() {
        return null;
    }

    /** The server's address; null if none was chosen. */
    default @Nullable SocketAddress serverAddress() {
        return null;
    }

    /** When the client was accepted or the last request ended, in milliseconds since 1970. */
    long acceptedAt();

    /** When the first byte of the request came, in milliseconds since 1970. */
    long requestedAt();

    byte[] frontend();

    /** The frontend's name where there was no routing. */
    byte[] backend();

    /** The last one that was chosen; null if none was. */
    byte @Nullable [] server();

    /** {@code Ti}: waiting for the first byte of the request. */
    default int idleWait() {
        return 0;
    }

    /** {@code TR}: from the first byte of the request to the end of its head. */
    int requestWait();

    /** {@code Tw}: in queues. */
    int queueWait();

    /** {@code Tc}: connecting, all attempts together. */
    int connectWait();

    /** {@code Tr}: from the connection to the end of the response's head. */
    int responseWait();

    /** {@code Td}: from the response's head to the end; in mode tcp from the connection. */
    default int dataTime() {
        return -1;
    }

    /** {@code Ta}: from the first byte of the request to the last of the response. */
    int activeTime();

    /** {@code Tt}: all of it, the wait for the first byte included. */
    int totalTime();

    /** What the client was told; -1 if nothing, 0 where there was nothing to tell. */
    int status();

    /** To the client, heads included. */
    long bytesToClient();

    /** From the client. */
    long bytesFromClient();

    /** Of these, what belongs to a request or a session. */
    default long bytesUploaded() {
        return bytesFromClient();
    }

    /** What was captured; null if nothing is, or if there was no request. */
    default @Nullable Captures captures() {
        return null;
    }

    /** What the request is called; null if it has no name. */
    default byte @Nullable [] uniqueId() {
        return null;
    }

    /** Its number among those that were counted, from 0. */
    default int number() {
        return 0;
    }

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
