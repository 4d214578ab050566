package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file that holds a whole response (HAProxy {@code errorfile}): checked once, then sent as it is, but for the case of
 * field names, {@code Connection}, line ends and folded lines. A response without {@code Content-Length} ends with its
 * connection.
 */
public final class ReplyFile {

    /** HAProxy {@code tune.bufsize}. */
    private static final int MOST_BYTES = 16384;

    private static final String NO_STATUS_LINE = "does not begin with 'HTTP/1.1 ' and a status";

    private final String text;
    private final List<String> lines = new ArrayList<>();
    private int at;

    private ReplyFile(String text) {
        this.text = text;
    }

    /**
     * Reads one; an empty one is {@link Reply#SILENCE}.
     *
     * @throws IllegalArgumentException if it is no response that can be sent; the message says why, without a full stop
     */
    public static Reply read(byte[] file) {
        check(file.length <= MOST_BYTES, "is larger than " + MOST_BYTES + " bytes");
        return file.length == 0 ? Reply.SILENCE : new ReplyFile(new String(file, StandardCharsets.ISO_8859_1)).reply();
    }

    private static void check(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Reply reply() {
        check(text.stripLeading().startsWith("HTTP/1."), NO_STATUS_LINE);
        readLines();
        MessageHead head = new MessageHead(
                MessageHead.Kind.RESPONSE, new HeadLimits(2 * MOST_BYTES, HeadLimits.DEFAULT.fields(), MOST_BYTES));
        String version = understand(head);
        byte[] body = text.substring(at).getBytes(StandardCharsets.ISO_8859_1);
        boolean bodyless = head.status() == 204 || head.status() == 304;
        check(head.status() >= 200, "has status " + head.status() + ", which ends no request");
        check(!head.chunked(), "is chunked, which is not supported");
        check(!bodyless || body.length == 0, "has a body, but status " + head.status() + " has none");
        check(
                bodyless || head.contentLength() < 0 || head.contentLength() == body.length,
                "has a body of " + body.length + " bytes, but announces " + head.contentLength());
        return Reply.of(
                head.status(),
                version + fields(head.contentLength()),
                body,
                (bodyless || head.contentLength() >= 0) && head.persistent());
    }

    /** Line ends may lack their CR, and a line that begins with a blank goes on with the one before. */
    private void readLines() {
        while (true) {
            int end = text.indexOf('\n', at);
            check(end >= 0, "has no empty line after its header");
            String line = text.substring(at, end > at && text.charAt(end - 1) == '\r' ? end - 1 : end);
            at = end + 1;
            if (line.isEmpty()) {
                if (!lines.isEmpty()) {
                    return;
                }
            } else if (lines.size() > 1 && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                lines.add(lines.removeLast() + ' ' + line);
            } else {
                lines.add(line);
            }
        }
    }

    /** Reads the head as HTTP/1.1, whatever it says, so that only a {@code Connection: close} closes; its start line. */
    private String understand(MessageHead head) {
        String start = lines.getFirst();
        check(start.matches("HTTP/1\\.[01] \\d{3}( .*)?"), NO_STATUS_LINE);
        String line = start.length() == "HTTP/1.1 200".length() ? start + ' ' : start;
        ByteBuf bytes = Unpooled.copiedBuffer(
                "HTTP/1.1" + line.substring("HTTP/1.1".length()) + "\r\n"
                        + String.join("\r\n", lines.subList(1, lines.size()))
                        + (lines.size() > 1 ? "\r\n\r\n" : "\r\n"),
                StandardCharsets.ISO_8859_1);
        MessageHead.Progress progress = head.read(bytes);
        bytes.release();
        check(
                progress == MessageHead.Progress.COMPLETE,
                head.refusal() == null
                        ? "is no response"
                        : "is no valid response ("
                                + head.refusal().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
        return line + "\r\n";
    }

    private String fields(long contentLength) {
        StringBuilder fields = new StringBuilder();
        boolean length = false;
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            boolean isLength = name.equals("content-length");
            if (!name.equals("connection") && !(isLength && length)) {
                String value = isLength && contentLength >= 0
                        ? Long.toString(contentLength)
                        : line.substring(colon + 1).strip();
                fields.append(name).append(": ").append(value).append("\r\n");
            }
            length |= isLength;
        }
        return fields.toString();
    }
}
