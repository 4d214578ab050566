package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A body as it is: slices of the shared payload. */
final class PlainResponseBody implements ResponseBody {

    private static final int MOST_PER_WRITE = 64 * 1024;

    private final Payload payload;

    private final int portion;

    private long offset;

    private long remaining;

    /**
     * Made with the offset in the payload to begin at.
     *
     * @param piece most bytes of a portion; 0 for no limit
     */
    PlainResponseBody(Payload payload, long offset, long size, int piece) {
        this.payload = payload;
        this.offset = offset;
        this.remaining = size;
        this.portion = piece > 0 ? Math.min(piece, MOST_PER_WRITE) : MOST_PER_WRITE;
    }

    @Override
    public ByteBuf next(ByteBufAllocator allocator) {
        ByteBuf slice = payload.slice(offset, Math.min(remaining, portion));
        offset += slice.readableBytes();
        remaining -= slice.readableBytes();
        return slice;
    }

    /** Copies all that remains, in place of the portions. */
    void copyTo(ByteBuf out) {
        payload.copy(offset, (int) remaining, out);
        remaining = 0;
    }

    long remaining() {
        return remaining;
    }

    @Override
    public boolean done() {
        return remaining == 0;
    }
}
