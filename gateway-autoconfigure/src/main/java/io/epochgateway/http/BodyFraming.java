package io.epochgateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Where the body of one HTTP/1 message ends (RFC 9112 section 6). Looks at framing only and copies nothing. Reusable,
 * never shared: event loop only.
 */
public final class BodyFraming {

    /** No body. */
    public void none() {
        throw new UnsupportedOperationException();
    }

    /** The body that a request head announces. */
    public void ofRequest(MessageHead head) {
        throw new UnsupportedOperationException();
    }

    /** The body that a response head announces, given the method it answers; 1xx, 204, 304 and HEAD have none. */
    public void ofResponse(MessageHead head, Method requestMethod) {
        throw new UnsupportedOperationException();
    }

    /**
     * Counts how many of the readable bytes belong to this body, chunk framing and trailers included; the reader index
     * stays. Each byte must be given once.
     *
     * @return 0 to {@code in.readableBytes()}, or -1 if the framing is invalid
     */
    public int take(ByteBuf in) {
        throw new UnsupportedOperationException();
    }

    /** Whether the last byte of the body has been seen. */
    public boolean complete() {
        throw new UnsupportedOperationException();
    }

    /** Whether only the end of the connection ends it. */
    public boolean untilClose() {
        throw new UnsupportedOperationException();
    }
}
