package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The replies that the proxy gives by itself. Immutable, any thread. */
public enum ErrorReply {
    BAD_REQUEST(400, "Bad Request", "The request could not be understood."),
    FORBIDDEN(403, "Forbidden", "The request is denied by the rules of this site."),
    REQUEST_TIMEOUT(408, "Request Time-out", "The request did not arrive in time."),
    CONTENT_TOO_LARGE(413, "Content Too Large", "The request has a body that is too large or must not be there."),
    URI_TOO_LONG(414, "URI Too Long", "The request target is too long."),
    FIELDS_TOO_LARGE(431, "Request Header Fields Too Large", "The request's header is too large."),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error", "The proxy failed to handle the request."),
    NOT_IMPLEMENTED(501, "Not Implemented", "The request needs what is not supported here."),
    BAD_GATEWAY(502, "Bad Gateway", "The server's response was invalid or incomplete."),
    SERVICE_UNAVAILABLE(503, "Service Unavailable", "No server can take this request now."),
    GATEWAY_TIMEOUT(504, "Gateway Time-out", "The server did not respond in time."),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported", "This version of HTTP is not supported here.");

    private static final ErrorReply[] ALL = values();

    private final int status;

    @SuppressWarnings("ImmutableEnumChecker") // read-only, and each reader has indices of its own
    private final Message closing;

    @SuppressWarnings("ImmutableEnumChecker") // as above
    private final Message keeping;

    ErrorReply(int status, String reason, String text) {
        this.status = status;
        this.closing = Message.of(status, reason, text, "connection: close\r\n");
        this.keeping = Message.of(status, reason, text, "");
    }

    /**
     * The reply for a status that has one.
     *
     * @throws IllegalArgumentException for any other
     */
    public static ErrorReply of(int status) {
        for (ErrorReply reply : ALL) {
            if (reply.status == status) {
                return reply;
            }
        }
        throw new IllegalArgumentException("no reply for status " + status);
    }

    public int status() {
        return status;
    }

    /**
     * The whole reply, not copied: a view of bytes that all callers share, read-only. The caller releases it.
     *
     * @param head whether it answers a HEAD, so only its head is sent
     * @param close whether it says {@code connection: close}
     */
    public ByteBuf message(boolean head, boolean close) {
        Message message = close ? closing : keeping;
        return head ? message.bytes.retainedSlice(0, message.headLength) : message.bytes.retainedDuplicate();
    }

    /** Direct memory that is never released, so neither counts nor leak records are kept for it. */
    private record Message(ByteBuf bytes, int headLength) {

        static Message of(int status, String reason, String text, String connection) {
            String body = "<html><body><h1>" + status + ' ' + reason + "</h1>\n" + text + "\n</body></html>\n";
            String head = "HTTP/1.1 " + status + ' ' + reason + "\r\ncontent-length: " + body.length()
                    + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n" + connection + "\r\n";
            byte[] bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            return new Message(
                    Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct)).asReadOnly(), head.length());
        }
    }
}
