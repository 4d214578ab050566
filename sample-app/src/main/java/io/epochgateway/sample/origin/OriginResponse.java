package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The answer to a request: framing and persistence are decided here (RFC 9112 sections 6 and 9). */
final class OriginResponse {

    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] VERSION = ascii("HTTP/1.1 ");
    private static final byte[] NO_REASON = ascii(" \r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] TEXT = ascii("Content-Type: text/plain\r\n");
    private static final byte[] LINE_END = ascii("\r\n");

    /** No Content-Length. */
    private static final long NOT_TOLD = -1;

    private final OriginRequest request;

    private final OriginArguments arguments;

    private final boolean chunked;

    private final long size;

    private final long contentLength;

    private final boolean closes;

    /**
     * Decides how to answer.
     *
     * @param unasked whether the client waits for a 100 that it didn't get, so that nobody knows what it sends next
     */
    OriginResponse(OriginRequest request, boolean unasked) {
        this.request = request;
        this.arguments = request.arguments();
        boolean empty = arguments.status() == 204 || arguments.status() == 304;
        this.chunked = arguments.chunked() && request.http11() && !empty && !arguments.help();
        this.size = empty ? 0 : arguments.help() ? Payload.HELP.length() : arguments.size();
        this.contentLength = contentLength(empty);
        boolean delimited = empty || chunked || request.head() || contentLength == size;
        boolean keeps = request.persistent() || arguments.keepAlive();
        this.closes = arguments.close() || !keeps || !delimited || unasked;
    }

    private long contentLength(boolean empty) {
        if (empty || chunked || arguments.announced() == 0 || (arguments.chunked() && !arguments.help())) {
            return NOT_TOLD;
        }
        return arguments.announced() > 0 ? arguments.announced() : size;
    }

    /** Whether the connection is to be closed right after it. */
    boolean closes() {
        return closes;
    }

    /** Whether each portion of the body is to leave in a write of its own. */
    boolean inPieces() {
        return arguments.piece() > 0;
    }

    /** The body to send; empty for HEAD. */
    ResponseBody body() {
        Payload payload = payload();
        long offset = arguments.random() ? ThreadLocalRandom.current().nextInt(payload.length()) : 0;
        if (request.head()) {
            return new PlainResponseBody(payload, 0, 0, 0);
        }
        return chunked
                ? new ChunkedResponseBody(payload, offset, size, arguments.piece())
                : new PlainResponseBody(payload, offset, size, arguments.piece());
    }

    private Payload payload() {
        if (arguments.help()) {
            return Payload.HELP;
        }
        return arguments.random() ? Payload.RANDOM : Payload.LINES;
    }

    /**
     * Writes the head with its empty line.
     *
     * @param uploadMillis from the end of the request's head to that of its body
     * @param delayMillis from there to now
     */
    void writeHead(ByteBuf out, long uploadMillis, long delayMillis) {
        if (arguments.status() == 200) {
            out.writeBytes(OK);
        } else {
            out.writeBytes(VERSION);
            ByteBufUtil.writeAscii(out, Integer.toString(arguments.status()));
            out.writeBytes(NO_REASON);
        }
        if (chunked) {
            out.writeBytes(CHUNKED);
        } else if (contentLength != NOT_TOLD) {
            out.writeBytes(CONTENT_LENGTH);
            ByteBufUtil.writeAscii(out, Long.toString(contentLength));
            out.writeBytes(LINE_END);
        }
        if (closes) {
            out.writeBytes(CLOSE);
        } else if (!request.http11()) {
            out.writeBytes(KEEP_ALIVE);
        }
        if (arguments.help()) {
            out.writeBytes(TEXT);
        }
        if (arguments.verbose()) {
            ByteBufUtil.writeAscii(out, figures(uploadMillis, delayMillis));
        }
        out.writeBytes(LINE_END);
    }

    private String figures(long uploadMillis, long delayMillis) {
        return "X-Req: size=%d, body=%d, time=%d ms\r\nX-Rsp: code=%d, size=%d, time=%d ms\r\n"
                .formatted(
                        request.headSize(),
                        request.body().received(),
                        uploadMillis,
                        arguments.status(),
                        size,
                        delayMillis);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
