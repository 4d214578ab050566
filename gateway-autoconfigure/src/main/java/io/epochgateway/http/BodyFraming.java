package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of one HTTP/1 message ends (RFC 9112 section 6). Looks at framing only and copies nothing, but for chunk
 * extensions, which are cut out of the buffer. Reusable, never shared: event loop only. A body that isn't {@link #complete()} when its connection ends is truncated, unless
 * it lasts {@link #untilClose()}.
 *
 * <p>Of a chunked body: a chunk is at most 2^60 bytes, its size at most 16 digits, the extensions on its line at most
 * 1 KiB, all trailers at most 15360 bytes; {@code Host}, framing and connection fields are no trailers.
 */
public final class BodyFraming {

    private enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private final ChunkScanner chunks = new ChunkScanner();
    private Kind kind = Kind.NONE;
    private long remaining;

    /** No body. */
    public void none() {
        kind = Kind.NONE;
    }

    /** The body that a request head announces. */
    public void ofRequest(MessageHead head) {
        announced(head, Kind.NONE);
    }

    /**
     * The body that a response head announces, given the method it answers; 1xx, 204, 304 and HEAD have none. A 2xx to
     * CONNECT has none either, and framing fields in it are left out when the head is written (RFC 9110 9.3.6).
     */
    public void ofResponse(MessageHead head, Method requestMethod) {
        int status = head.status();
        if (requestMethod == Method.CONNECT && status / 100 == 2) {
            head.removeBodyFraming();
            none();
        } else if (requestMethod == Method.HEAD || status < 200 || status == 204 || status == 304) {
            none();
        } else {
            announced(head, Kind.UNTIL_CLOSE);
        }
    }

    private void announced(MessageHead head, Kind otherwise) {
        if (head.chunked()) {
            kind = Kind.CHUNKED;
            chunks.clear();
        } else if (head.contentLength() >= 0) {
            kind = Kind.LENGTH;
            remaining = head.contentLength();
        } else {
            kind = otherwise;
        }
    }

    /**
     * Counts how many of the readable bytes belong to this body, chunk framing and trailers included; the reader index
     * stays. Each byte must be given once. What lies behind a chunk extension is moved over it and the writer index comes
     * down by as much, so that the counted bytes can go on as they are.
     *
     * @return 0 to {@code in.readableBytes()}, or -1 if the framing is invalid; {@link #refusal()} says why
     */
    public int take(ByteBuf in) {
        return switch (kind) {
            case NONE -> 0;
            case LENGTH -> {
                int count = (int) Math.min(remaining, in.readableBytes());
                remaining -= count;
                yield count;
            }
            case CHUNKED -> chunks.take(in);
            case UNTIL_CLOSE -> in.readableBytes();
        };
    }

    /** Bytes still to come that mean nothing to the framing; {@link Long#MAX_VALUE} until the connection ends. */
    public long rest() {
        return switch (kind) {
            case NONE, CHUNKED -> 0;
            case LENGTH -> remaining;
            case UNTIL_CLOSE -> Long.MAX_VALUE;
        };
    }

    /** So many of the {@link #rest} came another way. */
    public void passed(int bytes) {
        if (kind == Kind.LENGTH) {
            remaining -= bytes;
        }
    }

    /** Whether the last byte of the body has been seen. */
    public boolean complete() {
        return switch (kind) {
            case NONE -> true;
            case LENGTH -> remaining == 0;
            case CHUNKED -> chunks.done();
            case UNTIL_CLOSE -> false;
        };
    }

    /** Whether only the end of the connection ends it. */
    public boolean untilClose() {
        return kind == Kind.UNTIL_CLOSE;
    }

    /** Why the framing is invalid; null while it is not. */
    public @Nullable Refusal refusal() {
        return kind == Kind.CHUNKED ? chunks.refusal() : null;
    }
}
