package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole response that the proxy gives by itself, ready to be written. Immutable, any thread. */
public final class Reply {

    /** Nothing: the connection is closed without a word (HAProxy: an empty error file). */
    public static final Reply SILENCE = last(0, "", "");

    private static final String CLOSE = "connection: close\r\n";
    private static final String KEEP_ALIVE = "connection: keep-alive\r\n";

    private final int status;
    private final Message closing;
    private final Message keeping;
    private final Message keepingOldClient;
    private final boolean stays;

    private Reply(int status, Message closing, Message keeping, Message keepingOldClient, boolean stays) {
        this.status = status;
        this.closing = closing;
        this.keeping = keeping;
        this.keepingOldClient = keepingOldClient;
        this.stays = stays;
    }

    /** Of a head without {@code Connection}, which announces the body's length. */
    static Reply of(int status, String head, String body) {
        return of(status, head, body.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    /**
     * Of a head without {@code Connection}.
     *
     * @param head start line and fields, one character an octet
     * @param stays whether the connection may live on after it: its length is clear and nothing in it says otherwise
     */
    static Reply of(int status, String head, byte[] body, boolean stays) {
        boolean old = head.startsWith("HTTP/1.0");
        Message closing = Message.of(head + (old ? "" : CLOSE) + "\r\n", body);
        if (!stays) {
            return new Reply(status, closing, closing, closing, false);
        }
        Message keepAlive = Message.of(head + KEEP_ALIVE + "\r\n", body);
        return new Reply(status, closing, old ? keepAlive : Message.of(head + "\r\n", body), keepAlive, true);
    }

    /** One that ends the connection and says so by itself, or says nothing at all. */
    static Reply last(int status, String head, String body) {
        String all = head.isEmpty() ? "" : head + "\r\n";
        Message message = Message.of(all, body.getBytes(StandardCharsets.ISO_8859_1));
        return new Reply(status, message, message, message, false);
    }

    /**
     * A redirection (HAProxy {@code errorloc302}, {@code errorloc303}).
     *
     * @param status 302 or 303
     * @param location without control characters
     */
    public static Reply redirection(int status, String location) {
        return of(
                status,
                "HTTP/1.1 " + status + (status == 303 ? " See Other" : " Found")
                        + "\r\ncache-control: no-cache\r\ncontent-length: 0\r\nlocation: " + location + "\r\n",
                "");
    }

    /**
     * One that is put together (HAProxy {@code http-error}).
     *
     * @param fields by name, without control characters
     * @param contentType null if there is no body
     */
    public static Reply composed(
            ErrorReply error, Map<String, String> fields, @Nullable String contentType, byte[] body) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + error.status() + ' ' + error.title() + "\r\n");
        fields.forEach((name, value) -> head.append(name.toLowerCase(Locale.ROOT))
                .append(": ")
                .append(value)
                .append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n");
        if (contentType != null) {
            head.append("content-type: ").append(contentType).append("\r\n");
        }
        return of(error.status(), head.toString(), body, true);
    }

    /** The status that the client sees; 0 if it is told nothing. */
    public int status() {
        return status;
    }

    /** Whether the connection may live on after it. */
    public boolean stays() {
        return stays;
    }

    /** Whether the client is told nothing. */
    public boolean silent() {
        return closing.headLength == 0;
    }

    /**
     * The whole reply, not copied: a view of bytes that all callers share, read-only. The caller releases it.
     *
     * @param head whether it answers a HEAD, so only its head is sent
     * @param close whether the connection ends with it
     * @param oldClient whether the client speaks HTTP/1.0, so it must be told that the connection lives on
     */
    public ByteBuf message(boolean head, boolean close, boolean oldClient) {
        Message message = close ? closing : oldClient ? keepingOldClient : keeping;
        return head ? message.bytes.retainedSlice(0, message.headLength) : message.bytes.retainedDuplicate();
    }

    /** Direct memory that is never released, so neither counts nor leak records are kept for it. */
    private record Message(ByteBuf bytes, int headLength) {

        static Message of(String head, byte[] body) {
            byte[] octets = head.getBytes(StandardCharsets.ISO_8859_1);
            ByteBuffer direct = ByteBuffer.allocateDirect(octets.length + body.length)
                    .put(octets)
                    .put(body)
                    .flip();
            return new Message(
                    Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct)).asReadOnly(), octets.length);
        }
    }
}
