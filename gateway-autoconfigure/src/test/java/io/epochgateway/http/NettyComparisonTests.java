package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever we accept, Netty's decoders read the same way: how many messages there are, their start lines, fields, bodies
 * and trailers. What Netty accepts beyond that is its own matter. The exceptions are {@link #exempt}.
 */
class NettyComparisonTests {

    private static final int MUTATIONS = 4000;

    private int compared;

    @Test
    void whatWeAcceptAsRequestsNettyReadsTheSameWay() {
        List<String> seeds = MessageTable.requests().stream()
                .map(row -> row.message() + next())
                .toList();
        forEach(seeds, text -> compare(Kind.REQUEST, text));
        Random random = new Random(2616);
        for (int message = 0; message < MUTATIONS / 4; message++) {
            compare(Kind.REQUEST, generated(random) + generated(random));
        }
        assertThat(compared).isGreaterThan(MUTATIONS / 2);
    }

    @Test
    void whatWeAcceptAsResponsesNettyReadsTheSameWay() {
        List<String> seeds =
                MessageTable.responses().stream().map(MessageTable.Row::message).toList();
        forEach(seeds, text -> compare(Kind.RESPONSE, text));
        assertThat(compared).isGreaterThan(MUTATIONS / 8);
    }

    private static String generated(Random random) {
        return GeneratedMessagesTests.request(random, new ArrayList<>());
    }

    private static String next() {
        return "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private interface Comparison {
        void of(String text);
    }

    private static void forEach(List<String> seeds, Comparison comparison) {
        seeds.forEach(comparison::of);
        Random random = new Random(9112);
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            comparison.of(Mutation.of(random, seeds.get(random.nextInt(seeds.size()))));
        }
    }

    private void compare(Kind kind, String text) {
        List<NettyMessages.Message> theirs =
                kind == Kind.REQUEST ? NettyMessages.requests(text) : NettyMessages.responses(text);
        MessageHead head = new MessageHead(kind, HeadLimits.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
        int messages = 0;
        while (in.isReadable()) {
            if (head.read(in) != Progress.COMPLETE) {
                return;
            }
            Body body = Body.read(kind, head, in);
            if (body == null || exempt(kind, head)) {
                return;
            }
            assertThat(theirs).as(text).hasSizeGreaterThan(messages);
            assertSame(text, kind, head, body, theirs.get(messages));
            messages++;
            compared++;
            head.reset();
        }
        assertThat(theirs).as(text).hasSize(messages);
    }

    /**
     * What Netty reads otherwise, with the reason why we don't:
     *
     * <ul>
     *   <li>a response with 101: Netty hands on unread what follows, or takes 16 octets of it for a body, as a draft of
     *       WebSocket had it; there is none (RFC 9112 section 6.3)
     * </ul>
     */
    private static boolean exempt(Kind kind, MessageHead head) {
        return kind == Kind.RESPONSE && head.status() == 101;
    }

    private static void assertSame(String text, Kind kind, MessageHead ours, Body body, NettyMessages.Message theirs) {
        assertThat(theirs.result.isSuccess()).as(text).isTrue();
        assertThat(theirs.complete).as(text).isTrue();
        String[] words = Reading.written(ours).split(" ", 3);
        String start = kind == Kind.REQUEST ? words[0] + ' ' + words[1] : String.valueOf(ours.status());
        assertThat(theirs.start).as(text).isEqualTo(start);
        assertThat(theirs.minorVersion).as(text).isEqualTo(ours.minorVersion());
        assertSameFields(text, kind, ours, theirs.fields);
        assertThat(theirs.body).as(text).hasToString(body.text);
        assertThat(theirs.trailers.stream().map(Map.Entry::copyOf).toList())
                .as(text)
                .isEqualTo(body.trailers);
    }

    private static void assertSameFields(
            String text, Kind kind, MessageHead ours, List<Map.Entry<String, String>> theirs) {
        boolean bodyless = kind == Kind.RESPONSE && (ours.status() < 200 || ours.status() == 204);
        int field = 0;
        for (Map.Entry<String, String> other : theirs) {
            while (bodyless && field < ours.fields() && isFraming(ours.name(field))) {
                field++;
            }
            if (!bodyless
                    || !isFraming(FieldName.of(
                            other.getKey().getBytes(ISO_8859_1),
                            0,
                            other.getKey().length()))) {
                int found = ours.find(new AsciiString(other.getKey()), field);
                // a length that is written anew isn't found any more
                assertThat(found == field || (found < 0 && ours.name(field) == FieldName.CONTENT_LENGTH))
                        .as(text)
                        .isTrue();
                assertThat(other.getValue()).as(text).isEqualTo(ours.value(field));
                field++;
            }
        }
        while (bodyless && field < ours.fields() && isFraming(ours.name(field))) {
            field++;
        }
        assertThat(field).as(text).isEqualTo(ours.fields());
    }

    /** Which we leave out of a response that has no body, and Netty too at times. */
    private static boolean isFraming(FieldName name) {
        return name == FieldName.CONTENT_LENGTH || name == FieldName.TRANSFER_ENCODING;
    }

    /** A whole body, decoded. */
    private record Body(String text, List<Map.Entry<String, String>> trailers) {

        /** Takes one; null if it doesn't end well. */
        static @Nullable Body read(Kind kind, MessageHead head, ByteBuf in) {
            BodyFraming framing = new BodyFraming();
            if (kind == Kind.REQUEST) {
                framing.ofRequest(head);
            } else {
                framing.ofResponse(head, Method.GET);
            }
            int count = framing.take(in);
            if (count < 0 || !(framing.complete() || framing.untilClose())) {
                return null;
            }
            String octets = in.readCharSequence(count, ISO_8859_1).toString();
            return head.chunked() ? decoded(octets) : new Body(octets, List.of());
        }

        private static Body decoded(String octets) {
            StringBuilder text = new StringBuilder();
            int at = 0;
            while (true) {
                int line = octets.indexOf("\r\n", at);
                int size = Integer.parseInt(octets.substring(at, line), 16);
                at = line + 2;
                if (size == 0) {
                    break;
                }
                text.append(octets, at, at + size);
                at += size + 2;
            }
            List<Map.Entry<String, String>> trailers = octets.substring(at)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split(":", 2))
                    .map(field -> Map.entry(field[0], field[1].replaceAll("^[ \t]+|[ \t]+$", "")))
                    .toList();
            return new Body(text.toString(), trailers);
        }
    }
}
