package io.epochgateway.http;

import io.netty.buffer.ByteBuf;

/** The replies that the proxy gives by itself. Immutable, any thread. */
public enum ErrorReply {
    BAD_REQUEST(400, "Bad Request", "The request could not be understood."),
    REQUEST_TIMEOUT(408, "Request Time-out", "The request did not arrive in time."),
    BAD_GATEWAY(502, "Bad Gateway", "The server's response was invalid or incomplete."),
    SERVICE_UNAVAILABLE(503, "Service Unavailable", "No server can take this request now."),
    GATEWAY_TIMEOUT(504, "Gateway Time-out", "The server did not respond in time.");

    @SuppressWarnings("UnusedVariable")
    ErrorReply(int status, String reason, String text) {}

    /** The reply for a status that has one. */
    public static ErrorReply of(int status) {
        throw new UnsupportedOperationException();
    }

    public int status() {
        throw new UnsupportedOperationException();
    }

    /**
     * The whole reply; the caller releases it.
     *
     * @param head whether it answers a HEAD, so only its head is sent
     * @param close whether it says {@code connection: close}
     */
    public ByteBuf message(boolean head, boolean close) {
        throw new UnsupportedOperationException();
    }
}
