package io.epochgateway.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** An endless stream in which each eight bytes tell where they are, so that nothing can be lost, doubled or moved. */
final class Numbers {

    private static final int BLOCK = 64 * 1024;
    private static final int PAUSE_EVERY = 16 * 1024 * 1024;
    private static final long PAUSE_NANOS = 20_000_000;

    private Numbers() {}

    /** Writes the first of them, a multiple of a block. */
    static void write(OutputStream out, long bytes) throws IOException {
        for (long at = 0; at < bytes; at += BLOCK) {
            out.write(block(at));
        }
    }

    /** Reads the first of them, with a pause now and then if it is to be slow. */
    static void expect(InputStream in, long bytes, boolean slow) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long at = 0; at < bytes; at += BLOCK) {
            int read = in.readNBytes(block, 0, BLOCK);
            if (read < BLOCK) {
                throw new EOFException("ended after " + (at + read) + " of " + bytes + " bytes");
            }
            int wrong = Arrays.mismatch(block, block(at));
            if (wrong >= 0) {
                throw new IOException("byte " + (at + wrong) + " is wrong");
            }
            if (slow && at % PAUSE_EVERY == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static byte[] block(long at) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        LongBuffer numbers = block.asLongBuffer();
        for (long i = 0; i < BLOCK / Long.BYTES; i++) {
            numbers.put(at / Long.BYTES + i);
        }
        return block.array();
    }
}
