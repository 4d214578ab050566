package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTests {

    private static String ok(String... fields) {
        return "HTTP/1.1 200 OK\r\n" + String.join("", fields) + "\r\n";
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("9112 2.2", "empty line before it", Refusal.STATUS_LINE, "\r\n" + ok()),
                arguments("9112 2.2", "LF for CRLF", Refusal.BARE_LF, "HTTP/1.1 200 OK\nA: b\r\n\r\n"),
                arguments("9112 2.2", "LF without reason", Refusal.BARE_LF, "HTTP/1.1 200\nA: b\r\n\r\n"),
                arguments("9112 2.2", "CR in the reason", Refusal.BARE_CR, "HTTP/1.1 200 O\rK\r\n\r\n"),
                arguments("9112 2.2", "LF after a field", Refusal.BARE_LF, ok("A: b\n")),
                arguments("9112 2.3", "lower-case name", Refusal.STATUS_LINE, "http/1.1 200 OK\r\n\r\n"),
                arguments("9112 2.3", "ICY", Refusal.STATUS_LINE, "ICY 200 OK\r\n\r\n"),
                arguments("9112 2.3", "HTTP/0.9", Refusal.STATUS_LINE, "<html>hello</html>"),
                arguments("9110 2.5", "HTTP/2.0", Refusal.VERSION, "HTTP/2.0 200 OK\r\n\r\n"),
                arguments("9112 2.3", "two minor digits", Refusal.STATUS_LINE, "HTTP/1.11 200 OK\r\n\r\n"),
                arguments("9112 4", "no status", Refusal.STATUS_LINE, "HTTP/1.1\r\n\r\n"),
                arguments("9112 4", "two digits", Refusal.STATUS_LINE, "HTTP/1.1 20 OK\r\n\r\n"),
                arguments("9112 4", "four digits", Refusal.STATUS_LINE, "HTTP/1.1 2000 OK\r\n\r\n"),
                arguments("9112 4", "letters", Refusal.STATUS_LINE, "HTTP/1.1 OK\r\n\r\n"),
                arguments("9112 4", "sign", Refusal.STATUS_LINE, "HTTP/1.1 +20 OK\r\n\r\n"),
                arguments("9112 4", "two spaces", Refusal.STATUS_LINE, "HTTP/1.1  200 OK\r\n\r\n"),
                arguments("9112 4", "HTAB", Refusal.STATUS_LINE, "HTTP/1.1\t200 OK\r\n\r\n"),
                arguments("9112 4", "HTAB before the reason", Refusal.STATUS_LINE, "HTTP/1.1 200\tOK\r\n\r\n"),
                arguments("9112 4", "no space before the reason", Refusal.STATUS_LINE, "HTTP/1.1 200OK\r\n\r\n"),
                arguments("9110 15", "status below 100", Refusal.STATUS_LINE, "HTTP/1.1 099 OK\r\n\r\n"),
                arguments("9112 4", "NUL in the reason", Refusal.CONTROL_CHARACTER, "HTTP/1.1 200 O\0K\r\n\r\n"),
                arguments("9112 4", "control for a reason", Refusal.CONTROL_CHARACTER, "HTTP/1.1 200\13\r\n\r\n"),
                arguments("9112 5.1", "space before the colon", Refusal.SPACE_BEFORE_COLON, ok("A : b\r\n")),
                arguments("9112 5.2", "folded line", Refusal.OBS_FOLD, ok("A: b\r\n c\r\n")),
                arguments("9112 2.2", "space before the fields", Refusal.SPACE_BEFORE_FIELDS, ok(" A: b\r\n")),
                arguments("9110 5.5", "NUL in a value", Refusal.CONTROL_CHARACTER, ok("A: \0\r\n")),
                arguments(
                        "9110 8.6", "length that is none", Refusal.CONTENT_LENGTH_INVALID, ok("Content-Length: x\r\n")),
                arguments(
                        "9112 6.3",
                        "two lengths",
                        Refusal.CONTENT_LENGTH_REPEATED,
                        ok("Content-Length: 1\r\n", "Content-Length: 2\r\n")),
                arguments(
                        "9112 6.1",
                        "length and coding",
                        Refusal.LENGTH_AND_TRANSFER_ENCODING,
                        ok("Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n")),
                arguments(
                        "9112 6.1",
                        "another coding",
                        Refusal.TRANSFER_ENCODING_INVALID,
                        ok("Transfer-Encoding: gzip, chunked\r\n")),
                arguments(
                        "9112 6.1",
                        "coding in HTTP/1.0",
                        Refusal.TRANSFER_ENCODING_IN_1_0,
                        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    @ParameterizedTest(name = "RFC {0}: {1} -> {2}")
    @MethodSource
    void refused(String section, String title, Refusal refusal, String message) {
        assertThat(Reading.ofResponse(message).refusal()).isEqualTo(refusal);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("9112 4", "status line", "1.1 length -1 persistent", ok()),
                arguments("9112 4", "no reason", "1.1 length -1 persistent", "HTTP/1.1 200 \r\n\r\n"),
                arguments(
                        "9112 4",
                        "high octets and HTAB in the reason",
                        "1.1 length -1 persistent",
                        "HTTP/1.1 404 Nicht\tgefunden \u00e4\r\n\r\n"),
                arguments("9112 2.3", "HTTP/1.0", "1.0 length -1", "HTTP/1.0 200 OK\r\n\r\n"),
                arguments(
                        "9112 9.3",
                        "HTTP/1.0 with keep-alive",
                        "1.0 length 3 persistent",
                        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n"),
                arguments("9112 9.3", "close", "1.1 length 3", ok("Connection: close\r\nContent-Length: 3\r\n")),
                arguments(
                        "9112 6.1",
                        "chunked",
                        "1.1 length -1 chunked persistent",
                        ok("Transfer-Encoding: chunked\r\n")),
                arguments(
                        "9110 7.8",
                        "switching protocols",
                        "1.1 length -1 persistent upgrade",
                        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"),
                arguments(
                        "9110 15.4.5",
                        "304 with a length",
                        "1.1 length 3 persistent",
                        "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n"));
    }

    @ParameterizedTest(name = "RFC {0}: {1}")
    @MethodSource
    void accepted(String section, String title, String meaning, String message) {
        Reading reading = Reading.ofResponse(message);
        assertThat(reading.refusal()).isNull();
        assertThat(reading.meaning()).isEqualTo(meaning);
        assertThat(reading.written()).isEqualTo(message);
    }

    /** RFC 9112 section 4: it is there even without a reason, though many servers leave it out. */
    @Test
    void theSpaceBehindTheStatusIsPutBack() {
        Reading reading = Reading.ofResponse("HTTP/1.1 200\r\nA: b\r\n\r\nbody");
        assertThat(reading.meaning()).isEqualTo("1.1 length -1 persistent edited");
        assertThat(reading.written()).isEqualTo("HTTP/1.1 200 \r\nA: b\r\n\r\n");
        assertThat(reading.after()).isEqualTo("body".length());
    }

    @Test
    void aSpaceThatIsPutBackNeedsNoPlaceInTheLimit() {
        String message = "HTTP/1.1 200\r\n\r\n";
        HeadLimits exact = new HeadLimits(message.length(), 1, 1);
        assertThat(Reading.atAnySplit(MessageHead.Kind.RESPONSE, exact, message).refusal())
                .isNull();
        HeadLimits less = new HeadLimits(message.length() - 1, 1, 1);
        assertThat(Reading.atAnySplit(MessageHead.Kind.RESPONSE, less, message).refusal())
                .isEqualTo(Refusal.HEAD_TOO_LARGE);
    }

    /** RFC 9112 section 6.3: they have no body, and the next reader mustn't wait for one. */
    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "101 Switching Protocols", "103 Early Hints", "199 ", "204 No Content"})
    void aStatusWithoutBodyLosesItsFramingFields(String status) {
        String line = "HTTP/1.1 " + status + "\r\n";
        Reading length = Reading.ofResponse(line + "A: b\r\nContent-Length: 3\r\nC: d\r\n\r\n");
        assertThat(length.meaning()).isEqualTo("1.1 length -1 persistent edited");
        assertThat(length.written()).isEqualTo(line + "A: b\r\nC: d\r\n\r\n");
        Reading chunked = Reading.ofResponse(line + "Transfer-Encoding: chunked\r\nA: b\r\n\r\n");
        assertThat(chunked.meaning()).isEqualTo("1.1 length -1 persistent edited");
        assertThat(chunked.written()).isEqualTo(line + "A: b\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 200, 299, 304, 418, 599, 600, 999})
    void aStatusIsAnyOfThreeDigits(int status) {
        MessageHead head = new MessageHead(MessageHead.Kind.RESPONSE, HeadLimits.DEFAULT);
        assertThat(Reading.in(head, "HTTP/1.1 " + status + " x\r\n\r\n").refusal())
                .isNull();
        assertThat(head.status()).isEqualTo(status);
    }
}
