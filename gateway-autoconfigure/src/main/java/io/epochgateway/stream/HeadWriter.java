package io.epochgateway.stream;

import io.epochgateway.http.MessageHead;
import io.epochgateway.net.GatewayLoop;
import io.netty.buffer.ByteBuf;

/** Makes the first piece of a message that is forwarded: one buffer, so that it goes out in one write. */
final class HeadWriter {

    private HeadWriter() {}

    /**
     * The very bytes that came where nothing is changed, else a new head and a copy of the body bytes beside it.
     *
     * @param in where the head was read from, standing at the first byte after it; the body bytes are consumed
     * @param start where the head begins in {@code in}, if it came in one piece
     * @return a buffer that the caller owns, meant to be sent now: it is the loop's own
     */
    static ByteBuf write(MessageHead head, ByteBuf in, int start, int bodyBytes) {
        if (head.inOnePiece() && !head.edited()) {
            in.skipBytes(bodyBytes);
            return in.retainedSlice(start, in.readerIndex() - start);
        }
        ByteBuf out = GatewayLoop.current().bufferToSend(head.writtenLength() + bodyBytes);
        head.writeTo(out);
        return out.writeBytes(in, bodyBytes);
    }
}
