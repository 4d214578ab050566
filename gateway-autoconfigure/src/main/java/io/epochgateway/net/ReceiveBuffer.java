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

    /** So many in a row are tracked for leaks only where all are; one in 128 is by default. */
    private static final int ATTEMPTS = 4;

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

    /**
     * A buffer that isn't tracked for leaks, unless all are. A tracked one is of another class: every read of the loop
     * would meet it for as long as it is used, and what is compiled for the usual class would be compiled anew for it.
     */
    static ByteBuf allocate(ByteBufAllocator allocator) {
        ByteBuf fresh = allocator.directBuffer(SIZE, SIZE);
        for (int attempt = 1; attempt < ATTEMPTS && isTracked(fresh); attempt++) {
            ByteBuf tracked = fresh;
            fresh = allocator.directBuffer(SIZE, SIZE);
            tracked.release();
        }
        return fresh;
    }

    private static boolean isTracked(ByteBuf fresh) {
        return fresh.unwrap() != null;
    }
}
