package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** A body in chunks (RFC 9112 section 7.1): one byte each, many in a write; or with a piece size, one chunk a write. */
final class ChunkedResponseBody implements ResponseBody {

    private static final int MOST_PER_CHUNK = 16 * 1024;

    private static final int ONE_BYTE_CHUNKS_PER_WRITE = 2048;

    private static final int CRLF = 0x0d0a;

    /** Size, three line ends and the last chunk. */
    private static final int FRAMING = 16;

    private final Payload payload;

    private final int chunk;

    private final int chunksPerPortion;

    private long offset;

    private long remaining;

    private boolean done;

    /**
     * Made with the offset in the payload to begin at.
     *
     * @param piece most bytes of a chunk; 0 for chunks of one byte
     */
    ChunkedResponseBody(Payload payload, long offset, long size, int piece) {
        this.payload = payload;
        this.offset = offset;
        this.remaining = size;
        this.chunk = Math.clamp(piece, 1, MOST_PER_CHUNK);
        this.chunksPerPortion = piece > 0 ? 1 : ONE_BYTE_CHUNKS_PER_WRITE;
    }

    @Override
    public ByteBuf next(ByteBufAllocator allocator) {
        int chunks = (int) Math.min(chunksPerPortion, remaining / chunk + 1);
        ByteBuf out = allocator.directBuffer(chunks * (chunk + FRAMING));
        for (int i = 0; i < chunksPerPortion && remaining > 0; i++) {
            int size = (int) Math.min(remaining, chunk);
            ByteBufUtil.writeAscii(out, Integer.toHexString(size));
            out.writeShort(CRLF);
            payload.copy(offset, size, out);
            out.writeShort(CRLF);
            offset += size;
            remaining -= size;
        }
        if (remaining == 0) {
            ByteBufUtil.writeAscii(out, "0\r\n\r\n");
            done = true;
        }
        return out;
    }

    @Override
    public boolean done() {
        return done;
    }
}
