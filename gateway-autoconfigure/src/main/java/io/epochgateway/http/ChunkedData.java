package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** What a chunked body carries (RFC 9112 section 7.1). Any thread. */
public final class ChunkedData {

    private ChunkedData() {}

    /**
     * The data of the chunks in a buffer, which stays as it is. Makes an array.
     *
     * @param framed a body, or the beginning of one, that {@link BodyFraming} has taken: valid and without extensions
     */
    public static byte[] of(ByteBuf framed) {
        ByteBuf in = framed.duplicate();
        byte[] data = new byte[in.readableBytes()];
        int length = 0;
        int size = size(in);
        while (size > 0) {
            in.readBytes(data, length, size);
            length += size;
            in.skipBytes(Math.min(2, in.readableBytes()));
            size = size(in);
        }
        return Arrays.copyOf(data, length);
    }

    /** How much of the next chunk is there. */
    private static int size(ByteBuf in) {
        long size = 0;
        int digit;
        while (in.isReadable() && (digit = Octets.hex(in.readByte())) >= 0) {
            size = size << 4 | digit;
        }
        in.skipBytes(Math.min(1, in.readableBytes()));
        return (int) Math.min(size, in.readableBytes());
    }
}
