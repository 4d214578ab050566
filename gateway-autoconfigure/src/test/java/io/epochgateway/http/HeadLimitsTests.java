package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 3 and RFC 9110 section 5.4: what is too long is refused, at the same octet whatever the splits. */
class HeadLimitsTests {

    private static final HeadLimits SMALL = new HeadLimits(80, 3, 10);

    private static Reading request(String message) {
        return Reading.atAnySplit(Kind.REQUEST, SMALL, message);
    }

    @Test
    void aTargetMayBeAsLongAsItsLimit() {
        assertThat(request("GET /123456789 HTTP/1.0\r\n\r\n").meaning()).isEqualTo("1.0 length -1");
        assertThat(request("GET /1234567890 HTTP/1.0\r\n\r\n").refusal()).isEqualTo(Refusal.TARGET_TOO_LONG);
        assertThat(request("GET /" + "a".repeat(500)).refusal()).isEqualTo(Refusal.TARGET_TOO_LONG);
        assertThat(request("GET /123456789\1 HTTP/1.0\r\n\r\n").refusal()).isEqualTo(Refusal.TARGET_OCTET);
        assertThat(request("GET /1234567890\1 HTTP/1.0\r\n\r\n").refusal()).isEqualTo(Refusal.TARGET_TOO_LONG);
    }

    @Test
    void aHeadMayHaveAsManyFieldsAsItsLimit() {
        assertThat(request("GET / HTTP/1.0\r\nA:\r\nB:\r\nC:\r\n\r\n").meaning())
                .isEqualTo("1.0 length -1");
        assertThat(request("GET / HTTP/1.0\r\nA:\r\nB:\r\nC:\r\nD:\r\n\r\n").refusal())
                .isEqualTo(Refusal.TOO_MANY_FIELDS);
        assertThat(request("GET / HTTP/1.0\r\nA:\r\nB:\r\nC:\r\n x\r\n\r\n").refusal())
                .isEqualTo(Refusal.OBS_FOLD);
    }

    @Test
    void aHeadMayBeAsLongAsItsLimit() {
        String start = "GET / HTTP/1.0\r\nA: ";
        String exact = start + "b".repeat(80 - start.length() - 4) + "\r\n\r\n";
        assertThat(exact).hasSize(80);
        assertThat(request(exact).meaning()).isEqualTo("1.0 length -1");
        assertThat(request(exact + "body").after()).isEqualTo(4);
        assertThat(request(start + 'b' + exact.substring(start.length())).refusal())
                .isEqualTo(Refusal.HEAD_TOO_LARGE);
        assertThat(request(start + "b".repeat(500)).refusal()).isEqualTo(Refusal.HEAD_TOO_LARGE);
        assertThat(request("GET / HTTP/1.0\r\n" + "a".repeat(500)).refusal()).isEqualTo(Refusal.HEAD_TOO_LARGE);
        assertThat(request("G".repeat(500)).refusal()).isEqualTo(Refusal.REQUEST_LINE);
        assertThat(request("\r\n".repeat(500)).refusal()).isEqualTo(Refusal.REQUEST_LINE);
    }

    @Test
    void aTargetThatFillsTheHeadIsTheTargetsFault() {
        Reading reading = Reading.atAnySplit(Kind.REQUEST, new HeadLimits(80, 3, 80), "GET /" + "a".repeat(100));
        assertThat(reading.refusal()).isEqualTo(Refusal.TARGET_TOO_LONG);
    }

    @Test
    void aReasonMayNotFillTheHead() {
        Reading reading = Reading.atAnySplit(Kind.RESPONSE, SMALL, "HTTP/1.1 200 " + "a".repeat(100));
        assertThat(reading.refusal()).isEqualTo(Refusal.HEAD_TOO_LARGE);
    }

    @Test
    void theDefaultsAreHaproxys() {
        String fields = "A: b\r\n".repeat(101);
        MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
        assertThat(Reading.in(head, "GET / HTTP/1.0\r\n" + fields + "\r\n").refusal())
                .isNull();
        assertThat(head.fields()).isEqualTo(101);
        assertThat(Reading.in(head, "GET / HTTP/1.0\r\nX: y\r\n" + fields + "\r\n")
                        .refusal())
                .isEqualTo(Refusal.TOO_MANY_FIELDS);
        String line = "GET / HTTP/1.0\r\nA: ";
        String longest = line + "b".repeat(15360 - line.length() - 4) + "\r\n\r\n";
        assertThat(Reading.in(head, longest).written()).isEqualTo(longest);
        assertThat(Reading.in(head, longest.replace("A:", "AA:")).refusal()).isEqualTo(Refusal.HEAD_TOO_LARGE);
        assertThat(Reading.in(head, "GET /" + "a".repeat(15360)).refusal()).isEqualTo(Refusal.TARGET_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 511, 512, 513, 1023, 1024, 1025, 2560, 4096, 4097, 15360})
    void aHeadOfAnySizeIsReadAtAnyPieceSize(int size) {
        String line = "GET / HTTP/1.0\r\nA: ";
        String message = line + "b".repeat(size - line.length() - 4) + "\r\n\r\n";
        MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
        Reading whole = Reading.in(head, message + "after");
        assertThat(whole.written()).isEqualTo(message);
        assertThat(whole.after()).isEqualTo("after".length());
        for (int piece : new int[] {1, 2, 3, 7, 512, 1000, 1448}) {
            int[] cuts = new int[(size - 1) / piece];
            for (int cut = 0; cut < cuts.length; cut++) {
                cuts[cut] = (cut + 1) * piece;
            }
            assertThat(Reading.in(head, message + "after", cuts)).isEqualTo(whole);
        }
    }

    /** A head given octet by octet must not be scanned again from its start: 4 MiB that way would take hours. */
    @Test
    void theWorkGrowsWithTheHeadAndNotWithTheSplits() {
        int size = 4 << 20;
        HeadLimits limits = new HeadLimits(size, 3, 10);
        MessageHead head = new MessageHead(Kind.REQUEST, limits);
        ByteBuf in = Unpooled.buffer(size);
        in.writeCharSequence("GET / HTTP/1.0\r\nA: ", StandardCharsets.US_ASCII);
        in.writeBytes("b".repeat(size - in.writerIndex() - 4).getBytes(StandardCharsets.US_ASCII));
        in.writeCharSequence("\r\n\r\n", StandardCharsets.US_ASCII);
        int given = 0;
        while (given < size && in.setIndex(given, given + 1) == in && head.read(in) == Progress.INCOMPLETE) {
            given++;
        }
        assertThat(given).isEqualTo(size - 1);
        assertThat(head.length()).isEqualTo(size);
    }

    @Test
    void limitsThatLimitNothingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(10, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(10, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(10, 1, 11));
    }
}
