package io.epochgateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The buffer that one loop reads into. It is used again as soon as nobody else holds it, so a read allocates only while
 * an earlier one still waits to be written. Event loop only.
 */
final class ReceiveBuffer {

    /** Bytes asked of the kernel in one read. */
    static final int SIZE = 32 * 1024;

    private @Nullable ByteBuf buffer;

    /** An empty buffer; the caller owns one reference. */
    ByteBuf take() {
        ByteBuf held = buffer;
        if (held == null || held.refCnt() > 1) {
            release();
            held = allocate(PooledByteBufAllocator.DEFAULT);
            buffer = held;
        }
        return held.clear().retain();
    }

    void release() {
        ByteBuf held = buffer;
        if (held != null) {
            buffer = null;
            held.release();
        }
    }

    static ByteBuf allocate(ByteBufAllocator allocator) {
        return allocator.directBuffer(SIZE, SIZE);
    }
}
