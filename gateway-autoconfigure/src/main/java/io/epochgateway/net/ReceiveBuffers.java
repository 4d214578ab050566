package io.epochgateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that one loop reads into, and the one that it writes heads into. Each is used again as soon as nobody else
 * holds it, so a message allocates only while an earlier one still waits to be written. Event loop only.
 */
final class ReceiveBuffers {

    /** Bytes asked of the kernel in the usual read. */
    static final int USUAL = 32 * 1024;

    /** Bytes asked of it where the last read was a full one: fewer calls for the same bytes. */
    static final int LARGE = 128 * 1024;

    /** Full buffers that one connection may read before the others of its loop have their turn. */
    static final int READS_PER_TURN = 4;

    /** So many large ones at most: what waits for slow peers must not take that much for each of them. */
    private static final int MOST_LARGE = 16;

    /** So many in a row are tracked for leaks only where all are; one in 128 is by default. */
    private static final int ATTEMPTS = 4;

    private @Nullable ByteBuf usual;
    private @Nullable ByteBuf written;
    private final @Nullable ByteBuf[] large = new @Nullable ByteBuf[MOST_LARGE];

    /** An empty buffer of the usual size; the caller owns one reference. */
    ByteBuf take() {
        usual = unheld(usual);
        return usual.clear().retain();
    }

    /** An empty buffer to write into, with room for so many bytes; the caller owns one reference. */
    ByteBuf takeToWrite(int bytes) {
        if (bytes > USUAL) {
            return PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
        }
        written = unheld(written);
        return written.clear().retain();
    }

    private static ByteBuf unheld(@Nullable ByteBuf held) {
        if (held != null && held.refCnt() == 1) {
            return held;
        }
        if (held != null) {
            held.release();
        }
        return allocate(USUAL);
    }

    /** An empty large buffer, of which the caller owns one reference; one of the usual size if all are held. */
    ByteBuf takeLarge() {
        for (int i = 0; i < MOST_LARGE; i++) {
            ByteBuf held = large[i];
            if (held == null) {
                held = allocate(LARGE);
                large[i] = held;
            }
            if (held.refCnt() == 1) {
                return held.clear().retain();
            }
        }
        return take();
    }

    /** Gives back what nobody else holds; the rest follows when its holders release it. */
    void release() {
        if (usual != null) {
            usual.release();
            usual = null;
        }
        if (written != null) {
            written.release();
            written = null;
        }
        for (int i = 0; i < MOST_LARGE; i++) {
            ByteBuf held = large[i];
            if (held != null) {
                held.release();
                large[i] = null;
            }
        }
    }

    /**
     * A buffer that isn't tracked for leaks, unless all are. A tracked one is of another class: every read of the loop
     * would meet it for as long as it is used, and what is compiled for the usual class would be compiled anew for it.
     */
    static ByteBuf allocate(int size) {
        ByteBuf fresh = PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
        for (int attempt = 1; attempt < ATTEMPTS && isTracked(fresh); attempt++) {
            ByteBuf tracked = fresh;
            fresh = PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
            tracked.release();
        }
        return fresh;
    }

    private static boolean isTracked(ByteBuf fresh) {
        return fresh.unwrap() != null;
    }
}
