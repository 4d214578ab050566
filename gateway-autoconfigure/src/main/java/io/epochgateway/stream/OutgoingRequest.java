package io.epochgateway.stream;

import io.epochgateway.http.MessageHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to a server: its first piece until it is sent, and then what it takes to send it again. Event
 * loop only.
 */
final class OutgoingRequest {

    private final ByteBufAllocator allocator;
    private final Heads heads;
    private @Nullable MessageHead head;
    private @Nullable ByteBuf unsent;
    private @Nullable ByteBuf body;
    private boolean whole;

    OutgoingRequest(ByteBufAllocator allocator, Heads heads) {
        this.allocator = allocator;
        this.heads = heads;
    }

    /**
     * Takes over a head, its edits done, and the body bytes that came with it.
     *
     * @param complete whether that is all of the body
     */
    void prepare(MessageHead ready, ByteBuf in, int start, int bodyBytes, boolean complete) {
        head = ready;
        whole = complete;
        if (bodyBytes > 0 && complete) {
            body = in.retainedSlice(in.readerIndex(), bodyBytes);
        }
        unsent = HeadWriter.write(allocator, ready, in, start, bodyBytes);
    }

    /** The way takes a while: swaps views of the loop's receive buffer for copies of the right size. */
    void waitForServer() {
        unsent = copy(unsent);
        body = copy(body);
    }

    private @Nullable ByteBuf copy(@Nullable ByteBuf view) {
        if (view == null) {
            return null;
        }
        ByteBuf copy = allocator.directBuffer(view.readableBytes());
        copy.writeBytes(view);
        view.release();
        return copy;
    }

    /** What is to be sent first; the caller owns it. Asked again, it is made again. */
    ByteBuf take() {
        ByteBuf first = unsent;
        unsent = null;
        if (first != null) {
            return first;
        }
        MessageHead again = Objects.requireNonNull(head);
        int bodyBytes = body == null ? 0 : body.readableBytes();
        ByteBuf made = allocator.directBuffer(again.writtenLength() + bodyBytes);
        again.writeTo(made);
        if (body != null) {
            made.writeBytes(body, body.readerIndex(), bodyBytes);
        }
        return made;
    }

    /** Whether {@link #take} gives all of the request again. */
    boolean isRepeatable() {
        return whole && head != null;
    }

    /** The server answers: it will not be sent again. */
    void forgetBody() {
        if (body != null) {
            body.release();
            body = null;
        }
        whole = false;
    }

    /** The stream is over. */
    void release() {
        forgetBody();
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
        if (head != null) {
            heads.giveRequest(head);
            head = null;
        }
    }
}
