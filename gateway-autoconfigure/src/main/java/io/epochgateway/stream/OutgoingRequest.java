package io.epochgateway.stream;

import io.epochgateway.http.BodyFraming;
import io.epochgateway.http.ChunkedData;
import io.epochgateway.http.MessageHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to a server: its first piece until it is sent, and then what it takes to send it again. Event
 * loop only.
 */
final class OutgoingRequest {

    /** What is kept of one request at most, its head included: HAProxy's tune.bufsize less its tune.maxrewrite. */
    private static final int MOST_KEPT = 16384 - 1024;

    private final ByteBufAllocator allocator;
    private final Heads heads;
    private final BodyFraming framing = new BodyFraming();
    private @Nullable MessageHead head;
    private int bodyBytes;
    private @Nullable ByteBuf unsent;
    private @Nullable ByteBuf body;
    private boolean whole;
    private boolean keeping;

    OutgoingRequest(ByteBufAllocator allocator, Heads heads) {
        this.allocator = allocator;
        this.heads = heads;
        framing.none();
    }

    /**
     * Takes over a request head that was just read.
     *
     * @param in stands at the first byte after it
     * @return false if the body's framing is invalid; the head is let go of then
     */
    boolean begin(MessageHead read, ByteBuf in) {
        framing.ofRequest(read);
        bodyBytes = framing.take(in);
        if (bodyBytes < 0) {
            heads.giveRequest(read);
            return false;
        }
        head = read;
        return true;
    }

    /**
     * The head's edits are done: makes the first piece of it and the body bytes that came with it, which are consumed.
     *
     * @param start where the head begins in {@code in}, if it came in one piece
     * @param keep whether it may have to be sent again after a server has seen it
     */
    void prepare(ByteBuf in, int start, boolean keep) {
        whole = framing.complete();
        keeping = keep && head().writtenLength() + bodyBytes <= MOST_KEPT;
        if (bodyBytes > 0 && whole) {
            body = in.retainedSlice(in.readerIndex(), bodyBytes);
        } else if (bodyBytes > 0 && keeping) {
            body = allocator.directBuffer(bodyBytes).writeBytes(in, in.readerIndex(), bodyBytes);
        }
        unsent = HeadWriter.write(head(), in, start, bodyBytes);
    }

    /**
     * As {@link #prepare}, but the first piece is made for each server that is reached.
     *
     * @param keep whether it may have to be sent again after a server has seen it
     */
    void prepareForEach(ByteBuf in, boolean keep) {
        whole = framing.complete();
        keeping = keep && head().writtenLength() + bodyBytes <= MOST_KEPT;
        if (bodyBytes > 0) {
            body = allocator.directBuffer(bodyBytes).writeBytes(in, bodyBytes);
        }
    }

    /** The next first piece has that field behind all others. */
    void tell(AsciiString line) {
        head().end(line);
    }

    /** It goes nowhere: consumes the body bytes that came with the head, lest they be taken for the next request. */
    void passOver(ByteBuf in) {
        in.skipBytes(bodyBytes);
    }

    /** The head's edits are done, but its body is read before anything is sent: takes what came of it. */
    void collect(ByteBuf in, boolean keep) {
        keeping = keep;
        body = allocator.directBuffer(MOST_KEPT);
        collect(in, bodyBytes);
    }

    /** As many more bytes of the body. */
    void collect(ByteBuf in, int bytes) {
        Objects.requireNonNull(body).writeBytes(in, bytes);
        whole = framing.complete();
        keeping &= !isFull();
    }

    /** Whether no more of the body is read before the rest is sent. */
    boolean isFull() {
        return head().writtenLength() + Objects.requireNonNull(body).readableBytes() > MOST_KEPT;
    }

    /** As many more bytes of the body, which are consumed, to be sent at once; the caller owns them. */
    ByteBuf next(ByteBuf in, int bytes) {
        if (keeping) {
            keep(in, bytes);
        } else {
            forget();
        }
        return in.readRetainedSlice(bytes);
    }

    private void keep(ByteBuf in, int bytes) {
        ByteBuf kept = body == null ? allocator.directBuffer(bytes) : body;
        body = kept;
        if (head().writtenLength() + kept.readableBytes() + bytes > MOST_KEPT) {
            forget();
        } else {
            kept.writeBytes(in, in.readerIndex(), bytes);
            whole = framing.complete();
        }
    }

    private MessageHead head() {
        return Objects.requireNonNull(head);
    }

    /** The body, without its framing, as far as a buffer of HAProxy's holds it with the head. Makes an array. */
    byte[] data() {
        if (body == null) {
            return new byte[0];
        }
        int room = Math.max(0, MOST_KEPT - head().writtenLength());
        ByteBuf seen = body.slice(body.readerIndex(), Math.min(body.readableBytes(), room));
        return head().chunked() ? ChunkedData.of(seen) : ByteBufUtil.getBytes(seen);
    }

    /** Whether the last byte of the body has been seen. */
    boolean complete() {
        return framing.complete();
    }

    /** How many of the readable bytes belong to the body; -1 if its framing is invalid. */
    int take(ByteBuf in) {
        return framing.take(in);
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
    ByteBuf firstPiece() {
        ByteBuf first = unsent;
        unsent = null;
        if (first != null) {
            return first;
        }
        MessageHead again = head();
        int kept = body == null ? 0 : body.readableBytes();
        ByteBuf made = allocator.directBuffer(again.writtenLength() + kept);
        again.writeTo(made);
        if (body != null) {
            made.writeBytes(body, body.readerIndex(), kept);
        }
        return made;
    }

    /** Whether the client would rather read JSON than HTML. */
    boolean prefersJson() {
        return head != null && head.prefersJson();
    }

    /** Whether {@link #firstPiece} gives all of the request again. */
    boolean isRepeatable() {
        return whole && head != null;
    }

    /** Whether it does so even if a server answers. */
    boolean isKept() {
        return keeping && isRepeatable();
    }

    /** The server answers: it will hardly be sent again. */
    void answered() {
        if (!keeping) {
            forget();
        }
    }

    /** It will not be sent again. */
    void forget() {
        if (body != null) {
            body.release();
            body = null;
        }
        whole = false;
        keeping = false;
    }

    /** It is not needed any more. */
    void release() {
        forget();
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }

    /** Nobody looks at its head any more. */
    void releaseHead() {
        if (head != null) {
            heads.giveRequest(head);
            head = null;
        }
    }
}
