package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a head was taken for. Reading at every split must always give the same, with one head object reused, so that
 * nothing of the last message may show in the next.
 */
record Reading(@Nullable Refusal refusal, String startLine, String fields, String meaning, String written, int after) {

    private static final Reading INCOMPLETE = new Reading(null, "", "", "incomplete", "", 0);

    static Reading ofRequest(String message) {
        return atAnySplit(Kind.REQUEST, HeadLimits.DEFAULT, message);
    }

    static Reading ofResponse(String message) {
        return atAnySplit(Kind.RESPONSE, HeadLimits.DEFAULT, message);
    }

    /** Reads in one piece, octet by octet, and at each single split. */
    static Reading atAnySplit(Kind kind, HeadLimits limits, String message) {
        MessageHead head = new MessageHead(kind, limits);
        Reading whole = in(head, message);
        assertThat(in(head, message, everyOctet(message))).as("octet by octet").isEqualTo(whole);
        for (int cut = 1; cut < message.length(); cut++) {
            assertThat(in(head, message, cut)).as("split at %d", cut).isEqualTo(whole);
        }
        return whole;
    }

    static int[] everyOctet(String message) {
        return IntStream.range(1, message.length()).toArray();
    }

    /** Reads a message cut before the given offsets. */
    static Reading in(MessageHead head, String message, int... cuts) {
        head.reset();
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int cut = 0; cut <= cuts.length; cut++) {
            int to = cut < cuts.length ? cuts[cut] : bytes.length;
            ByteBuf piece = Unpooled.wrappedBuffer(bytes, from, to - from);
            Progress progress = head.read(piece);
            if (progress == Progress.REFUSED) {
                assertThat(head.refusal()).isNotNull();
                assertThat(head.read(piece)).isEqualTo(Progress.REFUSED);
                return new Reading(head.refusal(), "", "", "refused", "", 0);
            }
            assertThat(head.refusal()).isNull();
            if (progress == Progress.COMPLETE) {
                return complete(head, bytes.length - to + piece.readableBytes());
            }
            assertThat(piece.isReadable()).as("bytes left while incomplete").isFalse();
            from = to;
        }
        return INCOMPLETE;
    }

    private static Reading complete(MessageHead head, int after) {
        List<String> fields = new ArrayList<>();
        for (int field = 0; field < head.fields(); field++) {
            fields.add(head.name(field) + "=" + head.value(field));
        }
        String meaning = "1." + head.minorVersion() + " length " + head.contentLength()
                + (head.chunked() ? " chunked" : "") + (head.persistent() ? " persistent" : "")
                + (head.upgrade() ? " upgrade" : "") + (head.expectsContinue() ? " continue" : "")
                + (head.edited() ? " edited" : "");
        return new Reading(null, startLine(head), String.join("|", fields), meaning, written(head), after);
    }

    /** What the head is written as. */
    static String written(MessageHead head) {
        ByteBuf out = Unpooled.buffer();
        head.writeTo(out);
        assertThat(out.readableBytes()).isLessThanOrEqualTo(head.writtenLength());
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** As it came, as much of it as has. */
    static String startLine(MessageHead head) {
        byte[] line = new byte[HeadLimits.DEFAULT.bytes()];
        return new String(line, 0, head.copyStartLine(line), StandardCharsets.ISO_8859_1);
    }
}
