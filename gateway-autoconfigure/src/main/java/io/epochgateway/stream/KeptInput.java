package io.epochgateway.stream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a client sent too early, until somebody can take it; meanwhile the client isn't read. Event loop only. */
final class KeptInput {

    private final ClientSide side;
    private @Nullable ByteBuf bytes;

    KeptInput(ClientSide side) {
        this.side = side;
    }

    boolean isEmpty() {
        return bytes == null;
    }

    int bytes() {
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /** Keeps a copy of the readable bytes, which are consumed, behind what is kept already. */
    void add(ByteBuf in) {
        ByteBuf kept = bytes;
        if (kept == null) {
            kept = side.allocator().directBuffer(in.readableBytes());
            bytes = kept;
            side.reading(false);
        }
        kept.writeBytes(in);
    }

    /** All that is kept, for the caller to release; null if nothing is. */
    @Nullable
    ByteBuf take() {
        ByteBuf kept = bytes;
        bytes = null;
        return kept;
    }

    /** Nobody will take it. */
    void release() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
