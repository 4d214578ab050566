package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.epochgateway.http.MessageHead.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFramingTests {

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final int INVALID = -1;

    private final StringBuilder taken = new StringBuilder();
    private final StringBuilder left = new StringBuilder();

    private final BodyFraming framing = new BodyFraming();

    private void request(String fields) {
        MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);
        assertThat(Reading.in(head, "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n")
                        .refusal())
                .isNull();
        framing.ofRequest(head);
    }

    private String response(int status, Method method, String fields) {
        MessageHead head = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
        assertThat(Reading.in(head, "HTTP/1.1 " + status + " x\r\n" + fields + "\r\n")
                        .refusal())
                .isNull();
        framing.ofResponse(head, method);
        return Reading.written(head);
    }

    /** Gives the bytes cut before the given offsets; returns how many were taken, and leaves them in {@link #taken}. */
    private int take(String text, int... cuts) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        taken.setLength(0);
        left.setLength(0);
        int from = 0;
        for (int cut = 0; cut <= cuts.length; cut++) {
            int to = cut < cuts.length ? cuts[cut] : bytes.length;
            ByteBuf piece = Unpooled.wrappedBuffer(bytes, from, to - from);
            int count = framing.take(piece);
            if (count < 0) {
                assertThat(framing.complete()).isFalse();
                assertThat(framing.refusal()).isNotNull();
                assertThat(framing.take(piece)).isEqualTo(INVALID);
                return INVALID;
            }
            assertThat(framing.refusal()).isNull();
            assertThat(count == piece.readableBytes() || framing.complete()).isTrue();
            taken.append(piece.readCharSequence(count, StandardCharsets.ISO_8859_1));
            left.append(piece.toString(StandardCharsets.ISO_8859_1));
            from = to;
        }
        return taken.length();
    }

    /** Takes a chunked body in one piece, octet by octet, and at each single split. */
    private int takeChunked(String body) {
        request(CHUNKED);
        int count = take(body);
        String whole = taken.toString();
        String rest = left.toString();
        boolean complete = framing.complete();
        Refusal refusal = framing.refusal();
        for (int cut = 0; cut < body.length(); cut++) {
            request(CHUNKED);
            int[] cuts = cut == 0 ? Reading.everyOctet(body) : new int[] {cut};
            assertThat(take(body, cuts)).as("split at %d", cut).isEqualTo(count);
            if (count >= 0) {
                assertThat(taken).hasToString(whole);
                assertThat(left).hasToString(rest);
            }
            assertThat(framing.complete()).isEqualTo(complete);
            assertThat(framing.refusal()).isEqualTo(refusal);
        }
        return count;
    }

    @Test
    void aRequestThatAnnouncesNothingHasNoBody() {
        request("");
        assertThat(framing.complete()).isTrue();
        assertThat(framing.untilClose()).isFalse();
        assertThat(take("GET / HTTP/1.1\r\n")).isZero();
    }

    /** RFC 9112 section 6.2. */
    @Test
    void aLengthEndsTheBodyAtAnySplit() {
        for (int cut = 1; cut < 8; cut++) {
            request("Content-Length: 5\r\n");
            assertThat(framing.complete()).isFalse();
            assertThat(take("12345GET", cut)).isEqualTo(5);
            assertThat(framing.complete()).isTrue();
            assertThat(framing.untilClose()).isFalse();
        }
        request("Content-Length: 0\r\n");
        assertThat(framing.complete()).isTrue();
    }

    @Test
    void aTruncatedBodyIsNotComplete() {
        request("Content-Length: 5\r\n");
        assertThat(take("1234")).isEqualTo(4);
        assertThat(framing.complete()).isFalse();
        String body = "4\r\nabcd\r\n0\r\nA: b\r\n\r\n";
        for (int end = 0; end < body.length(); end++) {
            assertThat(takeChunked(body.substring(0, end))).isEqualTo(end);
            assertThat(framing.complete()).isFalse();
        }
    }

    @Test
    void aLengthBeyondAnIntIsCounted() {
        long length = 3L << 31;
        request("Content-Length: " + length + "\r\n");
        ByteBuf piece = Unpooled.wrappedBuffer(new byte[1 << 20]);
        for (long sent = 0; sent < length; sent += piece.readableBytes()) {
            assertThat(framing.complete()).isFalse();
            assertThat(framing.take(piece)).isEqualTo(1 << 20);
        }
        assertThat(framing.complete()).isTrue();
        assertThat(framing.take(piece)).isZero();
    }

    @Test
    void aChunkBeyondAnIntIsCounted() {
        long length = 3L << 31;
        request(CHUNKED);
        String size = Long.toHexString(length) + "\r\n";
        assertThat(take(size)).isEqualTo(size.length());
        ByteBuf piece = Unpooled.wrappedBuffer(new byte[1 << 20]);
        for (long sent = 0; sent < length; sent += piece.readableBytes()) {
            assertThat(framing.take(piece)).isEqualTo(1 << 20);
        }
        assertThat(take("\r\n0\r\n\r\nGET")).isEqualTo(7);
        assertThat(framing.complete()).isTrue();
    }

    /** RFC 9112 section 6.3. */
    @ParameterizedTest
    @CsvSource({"200,HEAD", "404,HEAD", "100,GET", "101,GET", "103,POST", "199,GET", "204,GET", "204,PUT", "304,GET"})
    void someResponsesHaveNoBodyWhateverTheySay(int status, Method method) {
        for (String fields : new String[] {"", "Content-Length: 5\r\n", CHUNKED}) {
            response(status, method, fields);
            assertThat(framing.complete()).isTrue();
            assertThat(framing.untilClose()).isFalse();
            assertThat(take("HTTP/1.1 200 OK\r\n")).isZero();
        }
    }

    /** RFC 9112 section 6.3: what a 2xx to CONNECT announces is ignored, and no later reader shall believe it. */
    @Test
    void aTunnelHasNoBodyAndNoFraming() {
        for (String fields : new String[] {"Content-Length: 5\r\n", CHUNKED}) {
            assertThat(response(200, Method.CONNECT, fields + "A: b\r\n")).isEqualTo("HTTP/1.1 200 x\r\nA: b\r\n\r\n");
            assertThat(framing.complete()).isTrue();
        }
        assertThat(response(407, Method.CONNECT, "Content-Length: 5\r\n")).contains("Content-Length");
        assertThat(take("12345HTTP")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 205, 206, 301, 404, 500, 999})
    void aResponseThatAnnouncesNothingLastsUntilTheClose(int status) {
        response(status, Method.GET, "");
        assertThat(framing.untilClose()).isTrue();
        assertThat(take("anything", 3)).isEqualTo(8);
        assertThat(framing.complete()).isFalse();
        framing.none();
        assertThat(framing.untilClose()).isFalse();
        assertThat(framing.complete()).isTrue();
    }

    @Test
    void aResponseIsFramedAsARequestIs() {
        response(200, Method.GET, "Content-Length: 5\r\n");
        assertThat(take("12345HTTP")).isEqualTo(5);
        assertThat(framing.complete()).isTrue();
        response(200, Method.POST, CHUNKED);
        assertThat(take("1\r\na\r\n0\r\n\r\nHTTP")).isEqualTo(11);
        assertThat(framing.complete()).isTrue();
    }

    static Stream<Arguments> chunked() {
        return Stream.of(
                arguments("9112 7.1", "no data", "0\r\n\r\n"),
                arguments("9112 7.1", "two chunks", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"),
                arguments("9112 7.1", "hexadecimal in both cases", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
                arguments("9112 7.1", "line ends in data", "4\r\n\r\n\r\n\r\n5\r\n0\r\n\r\n\r\n0\r\n\r\n"),
                arguments("9112 7.1", "leading zeros", "000000000000000a\r\n0123456789\r\n0000000000000000\r\n\r\n"),
                arguments("9112 7.1.2", "trailer", "0\r\nA: b\r\n\r\n"),
                arguments("9112 7.1.2", "trailers", "0\r\nA: b\r\nX-Transfer-Encoding-2:\t\u00e9 \r\nB:\r\n\r\n"),
                arguments("9112 7.1.2", "trailers at their limit", "0\r\nA:" + "b".repeat(15354) + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "RFC {0}: {1}")
    @MethodSource
    void chunked(String section, String title, String body) {
        int count = body.length() > 10_000 ? takeWhole(body) : takeChunked(body + "GET / HTTP/1.1\r\n");
        assertThat(count).isEqualTo(body.length());
        assertThat(taken).hasToString(body);
        assertThat(framing.complete()).isTrue();
    }

    /** RFC 9112 section 7.1.1: they concern one connection only, and the next reader may not read them as we do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ";a",
                ";a=b",
                ";a=b;c=d;e",
                ";a=\"b;\\\"\tc\"",
                ";a=\"\"",
                " \t; a\t= b ;c ; d=\"e\" ;f",
            })
    void extensionsAreCutOut(String extensions) {
        takeChunked("1" + extensions + "\r\nx\r\n2\r\nyz\r\n0" + extensions + "\r\nA: b\r\n\r\nGET / HTTP/1.1\r\n");
        assertThat(framing.complete()).isTrue();
        assertThat(taken).hasToString("1\r\nx\r\n2\r\nyz\r\n0\r\nA: b\r\n\r\n");
        assertThat(left).hasToString("GET / HTTP/1.1\r\n");
    }

    @Test
    void extensionsHaveALimit() {
        takeWhole("1;" + "a".repeat(1022) + "\r\nx\r\n0\r\n\r\n");
        assertThat(taken).hasToString("1\r\nx\r\n0\r\n\r\n");
    }

    private int takeWhole(String body) {
        request(CHUNKED);
        return take(body);
    }

    static Stream<Arguments> badChunks() {
        return Stream.of(
                arguments("9112 7.1", "empty size", Refusal.CHUNK_SIZE, "\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "space before the size", Refusal.CHUNK_SIZE, " 1\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "prefix 0x", Refusal.CHUNK_SIZE, "0x1\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "plus", Refusal.CHUNK_SIZE, "+1\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "minus", Refusal.CHUNK_SIZE, "-1\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "letter", Refusal.CHUNK_SIZE, "1g\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "underscore", Refusal.CHUNK_SIZE, "1_0\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "comma", Refusal.CHUNK_SIZE, "1,1\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "NUL", Refusal.CHUNK_SIZE, "1\0\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "high digit", Refusal.CHUNK_SIZE, "\u00b2\r\nxx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "2^64 + 1", Refusal.CHUNK_SIZE, "10000000000000001\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "2^64 - 1", Refusal.CHUNK_SIZE, "ffffffffffffffff\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "2^63", Refusal.CHUNK_SIZE, "8000000000000000\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "2^60 + 1", Refusal.CHUNK_SIZE, "1000000000000001\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "17 digits", Refusal.CHUNK_SIZE, "00000000000000001\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "LF after a size", Refusal.CHUNK_SIZE, "1\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "CR after a size", Refusal.CHUNK_SIZE, "1\rx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "LF after data", Refusal.CHUNK_END, "1\r\nx\n0\r\n\r\n"),
                arguments("9112 7.1", "CR after data", Refusal.CHUNK_END, "1\r\nx\r0\r\n\r\n"),
                arguments("9112 7.1", "more data than the size", Refusal.CHUNK_END, "1\r\nxx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "less data than the size", Refusal.CHUNK_END, "3\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1", "no line end after data", Refusal.CHUNK_END, "1\r\nx0\r\n\r\n"),
                arguments("9112 7.1.1", "white space only", Refusal.CHUNK_EXTENSION, "1 \r\nx\r\n0\r\n\r\n"),
                arguments(
                        "9112 7.1.1",
                        "another digit after white space",
                        Refusal.CHUNK_EXTENSION,
                        "1 1\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "no name", Refusal.CHUNK_EXTENSION, "1;\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "no second name", Refusal.CHUNK_EXTENSION, "1;a;\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "value without name", Refusal.CHUNK_EXTENSION, "1;=b\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "no value", Refusal.CHUNK_EXTENSION, "1;a=\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "name that is no token", Refusal.CHUNK_EXTENSION, "1;a@\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "white space after a name", Refusal.CHUNK_EXTENSION, "1;a \r\nx\r\n0\r\n\r\n"),
                arguments(
                        "9112 7.1.1", "white space after a value", Refusal.CHUNK_EXTENSION, "1;a=b \r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "two words", Refusal.CHUNK_EXTENSION, "1;a b\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "open quote", Refusal.CHUNK_EXTENSION, "1;a=\"b\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "escaped line end", Refusal.CHUNK_EXTENSION, "1;a=\"b\\\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "text after a quote", Refusal.CHUNK_EXTENSION, "1;a=\"b\"c\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "LF in an extension", Refusal.CHUNK_EXTENSION, "1;a\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "LF in a quote", Refusal.CHUNK_EXTENSION, "1;a=\"\nx\"\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "CR in an extension", Refusal.CHUNK_SIZE, "1;a\rx\r\n0\r\n\r\n"),
                arguments("9112 7.1.1", "NUL in a quote", Refusal.CHUNK_EXTENSION, "1;a=\"\0\"\r\nx\r\n0\r\n\r\n"),
                arguments(
                        "9112 7.1.1",
                        "too many extensions",
                        Refusal.CHUNK_EXTENSION,
                        "1;" + "a".repeat(1023) + "\r\nx\r\n0\r\n\r\n"),
                arguments("9112 7.1.2", "no colon", Refusal.TRAILER_LINE, "0\r\nA\r\n\r\n"),
                arguments("9112 7.1.2", "no name", Refusal.TRAILER_LINE, "0\r\n: b\r\n\r\n"),
                arguments("9112 7.1.2", "space before the colon", Refusal.TRAILER_LINE, "0\r\nA : b\r\n\r\n"),
                arguments("9112 7.1.2", "folded line", Refusal.TRAILER_LINE, "0\r\nA: b\r\n c\r\n\r\n"),
                arguments("9112 7.1.2", "LF after a trailer", Refusal.TRAILER_LINE, "0\r\nA: b\n\r\n"),
                arguments("9112 7.1.2", "LF at the end", Refusal.TRAILER_LINE, "0\r\n\n"),
                arguments("9112 7.1.2", "CR in a trailer", Refusal.TRAILER_LINE, "0\r\nA: b\rc\r\n\r\n"),
                arguments("9112 7.1.2", "CR at the end", Refusal.TRAILER_LINE, "0\r\n\rX"),
                arguments("9112 7.1.2", "NUL in a trailer", Refusal.TRAILER_LINE, "0\r\nA: \0\r\n\r\n"),
                arguments(
                        "9112 7.1.2",
                        "another request for an empty line",
                        Refusal.TRAILER_LINE,
                        "0\r\nGET / HTTP/1.1\r\n\r\n"));
    }

    @ParameterizedTest(name = "RFC {0}: {1} -> {2}")
    @MethodSource
    void badChunks(String section, String title, Refusal refusal, String body) {
        assertThat(takeChunked(body)).isEqualTo(INVALID);
        assertThat(framing.refusal()).isEqualTo(refusal);
    }

    @Test
    void theLargestChunkIsTwoToTheSixtieth() {
        request(CHUNKED);
        assertThat(take("1000000000000000\r\nx")).isEqualTo(19);
    }

    @Test
    void trailersOverTheirLimitAreRefused() {
        assertThat(takeWhole("0\r\nA:" + "b".repeat(15355) + "\r\n\r\n")).isEqualTo(INVALID);
        assertThat(framing.refusal()).isEqualTo(Refusal.TRAILERS_TOO_LARGE);
    }

    /** RFC 9110 section 6.5.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "CONNECTION",
                "TE",
                "Trailer",
                "Upgrade",
                "Keep-Alive",
                "Proxy-Connection",
                "Expect"
            })
    void aTrailerCannotChangeFramingOrRouting(String name) {
        assertThat(takeChunked("1\r\nx\r\n0\r\nA: b\r\n" + name + ": x\r\n\r\n"))
                .isEqualTo(INVALID);
        assertThat(framing.refusal()).isEqualTo(Refusal.TRAILER_FORBIDDEN);
        assertThat(takeChunked("1\r\nx\r\n0\r\nX-" + name + ": x\r\n\r\n")).isPositive();
    }
}
