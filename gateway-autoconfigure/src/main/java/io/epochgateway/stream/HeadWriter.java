package io.epochgateway.stream;

import io.epochgateway.http.MessageHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Makes the first piece of a message that is forwarded: one buffer, so that it goes out in one write. */
final class HeadWriter {

    private HeadWriter() {}

    /**
     * The very bytes that came where nothing is changed, else a new head and a copy of the body bytes beside it.
     *
     * @param in where the head was read from, standing at the first byte after it; the body bytes are consumed
     * @param start where the head begins in {@code in}, if it came in one piece
     * @return a buffer that the caller owns
     */
    static ByteBuf write(ByteBufAllocator allocator, MessageHead head, ByteBuf in, int start, int bodyBytes) {
        if (head.inOnePiece() && !head.edited()) {
            in.skipBytes(bodyBytes);
            return in.retainedSlice(start, in.readerIndex() - start);
        }
        ByteBuf out = allocator.directBuffer(head.writtenLength() + bodyBytes);
        head.writeTo(out);
        return out.writeBytes(in, bodyBytes);
    }
}
