package io.epochgateway.server.check;

import io.epochgateway.http.BodyFraming;
import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.epochgateway.http.Method;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** The answer to a check's request, as far as it came. */
final class HttpResponse {

    private static final int LONGEST_LINE = 256;

    private final Method method;
    private final MessageHead head = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
    private final BodyFraming framing = new BodyFraming();
    private final StringBuilder body = new StringBuilder();
    private boolean headRead;
    private boolean refused;

    HttpResponse(String method) {
        this.method = method.equals("HEAD") ? Method.HEAD : Method.OTHER;
    }

    void add(ByteBuf in) {
        while (!headRead && !refused && in.isReadable()) {
            Progress progress = head.read(in);
            if (progress == Progress.COMPLETE) {
                headRead = true;
                framing.ofResponse(head, method);
            }
            refused = progress == Progress.REFUSED;
        }
        if (headRead && !refused) {
            int octets = framing.take(in);
            refused = octets < 0;
            if (octets > 0) {
                body.append(Octets.read(in.readSlice(octets), Received.MOST - body.length()));
            }
        }
    }

    /** Whether it is none. */
    boolean isRefused() {
        return refused;
    }

    /** Only then it has the rest. */
    boolean hasHead() {
        return headRead;
    }

    /** Whether all of the body that is looked at is there. */
    boolean isWhole() {
        return headRead && (framing.complete() || body.length() >= Received.MOST);
    }

    int status() {
        return head.status();
    }

    /** As it came, or as much of it as anybody is told. */
    String reason() {
        byte[] line = new byte[LONGEST_LINE];
        String[] words = new String(line, 0, head.copyStartLine(line), StandardCharsets.ISO_8859_1).split(" ", 3);
        return words.length > 2 ? words[2] : "";
    }

    int fields() {
        return head.fields();
    }

    /** In lower case, as HAProxy has it. */
    String name(int field) {
        return head.nameText(field);
    }

    String value(int field) {
        return head.value(field);
    }

    /** The last one of that name, as HAProxy takes it; empty if there is none. */
    String field(String name, boolean whole) {
        AsciiString wanted = AsciiString.of(name);
        int last = -1;
        for (int at = headRead ? head.find(wanted, 0) : -1; at >= 0; at = head.find(wanted, at + 1)) {
            last = at;
        }
        String line = last < 0 ? "" : head.value(last);
        return whole ? line : line.substring(line.lastIndexOf(',') + 1).strip();
    }

    /** So far, without its framing. */
    String body() {
        return headRead && head.chunked() ? withoutChunks() : body.toString();
    }

    private String withoutChunks() {
        StringBuilder data = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int size = line < 0 ? 0 : size(body.substring(at, line));
            if (size <= 0) {
                break;
            }
            int from = line + 2;
            data.append(body, from, Math.min(from + size, body.length()));
            at = from + size + 2;
        }
        return data.toString();
    }

    /** The framing has passed already, so what can't be read is longer than what is looked at. */
    private static int size(String digits) {
        String hexadecimal = digits.strip();
        return hexadecimal.length() > 7 ? Received.MOST : Integer.parseInt(hexadecimal, 16);
    }
}
