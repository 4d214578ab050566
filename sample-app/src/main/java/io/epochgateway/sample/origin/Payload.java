package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes to answer with, repeated without end: one shared direct block of which responses send slices. Any thread. */
final class Payload {

    /** Lines of 64 bytes that compress well. */
    static final Payload LINES = new Payload(lines());

    /** Bytes that don't compress. */
    static final Payload RANDOM = new Payload(random());

    /** The answer to {@code GET /?}. */
    static final Payload HELP = new Payload(OriginHelp.TEXT.getBytes(StandardCharsets.US_ASCII));

    private static final int BLOCK = 1 << 20;

    private final ByteBuf block;

    private final int length;

    private Payload(byte[] content) {
        this.length = content.length;
        this.block = Unpooled.directBuffer(length, length).writeBytes(content);
    }

    /** How many bytes come before the first repetition. */
    int length() {
        return length;
    }

    /** The bytes from an offset on, without a copy: at most as many as asked for, fewer where the block ends. */
    ByteBuf slice(long offset, long most) {
        int start = (int) (offset % length);
        return block.retainedSlice(start, (int) Math.min(most, length - start));
    }

    /** Copies the bytes from an offset on; as many as asked for. */
    void copy(long offset, int count, ByteBuf to) {
        int copied = 0;
        while (copied < count) {
            int start = (int) ((offset + copied) % length);
            int part = Math.min(count - copied, length - start);
            to.writeBytes(block, start, part);
            copied += part;
        }
    }

    private static byte[] lines() {
        String line = "the origin of the epoch gateway repeats this line of 64 bytes..\n";
        return line.repeat(BLOCK / line.length()).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] random() {
        byte[] bytes = new byte[BLOCK];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
