package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.epochgateway.http.MessageHead.Kind;
import io.epochgateway.http.MessageHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeadEditsTests {

    private static final String LINE = "GET /p HTTP/1.1\r\n";
    private static final String START = LINE + "Host: a\r\n";

    private final MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);

    private void read(String message) {
        assertThat(Reading.in(head, message).refusal()).isNull();
    }

    @Test
    void withoutEditsTheHeadIsWrittenAsItCame() {
        String message = START + "A:b \r\nC:\t\r\n\r\n";
        read(message);
        head.removeHopByHop(false);
        assertThat(head.edited()).isFalse();
        assertThat(head.writtenLength()).isEqualTo(message.length());
        assertThat(Reading.written(head)).isEqualTo(message);
    }

    @Test
    void anySetOfFieldsCanBeRemoved() {
        String[] lines = {"Host: a\r\n", "B: c\r\n", "D:\r\n", "E: f \r\n", "G: h\r\n"};
        for (int set = 0; set < 1 << lines.length; set++) {
            read(LINE + String.join("", lines) + "\r\n");
            StringBuilder expected = new StringBuilder(LINE);
            for (int field = 0; field < lines.length; field++) {
                if ((set & 1 << field) != 0) {
                    head.remove(field);
                } else {
                    expected.append(lines[field]);
                }
            }
            assertThat(head.edited()).isEqualTo(set != 0);
            assertThat(Reading.written(head)).isEqualTo(expected + "\r\n");
            head.append(new AsciiString("x: y\r\n"));
            assertThat(Reading.written(head)).isEqualTo(expected + "x: y\r\n\r\n");
        }
    }

    @Test
    void appendedFieldsComeAfterTheOthersInTheirOrder() {
        read(START + "\r\n");
        StringBuilder expected = new StringBuilder(START);
        for (int i = 0; i < 20; i++) {
            AsciiString line = new AsciiString("junk x" + i + ": y\r\n").subSequence("junk ".length(), 12 + i / 10);
            head.append(line);
            expected.append(line);
        }
        assertThat(head.edited()).isTrue();
        assertThat(head.writtenLength()).isEqualTo(expected.length() + 2);
        assertThat(Reading.written(head)).isEqualTo(expected + "\r\n");
    }

    @Test
    void aResetForgetsTheEdits() {
        read(START + "A: b\r\n\r\n");
        head.append(new AsciiString("x: y\r\n"));
        head.setMinorVersion(0);
        head.remove(1);
        assertThat(Reading.written(head)).isEqualTo("GET /p HTTP/1.0\r\nHost: a\r\nx: y\r\n\r\n");
        read(START + "C: d\r\n\r\n");
        assertThat(head.edited()).isFalse();
        assertThat(Reading.written(head)).isEqualTo(START + "C: d\r\n\r\n");
    }

    @Test
    void theVersionThatIsWrittenCanBeSet() {
        read("\r\nGET / HTTP/1.0\r\n\r\n");
        head.setMinorVersion(0);
        assertThat(head.edited()).isFalse();
        head.setMinorVersion(1);
        assertThat(head.edited()).isTrue();
        assertThat(Reading.written(head)).isEqualTo("GET / HTTP/1.1\r\n\r\n");
        assertThat(head.minorVersion()).isZero();
        assertThat(head.persistent()).isFalse();
        assertThat(Reading.startLine(head)).isEqualTo("GET / HTTP/1.0");
        head.setMinorVersion(0);
        assertThat(head.edited()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> head.setMinorVersion(2));
    }

    @Test
    void aResponsesVersionCanBeSet() {
        MessageHead response = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
        Reading.in(response, "HTTP/1.0 200 OK\r\nA: b\r\n\r\n");
        response.setMinorVersion(1);
        ByteBuf out = Unpooled.buffer().writeByte('!');
        response.writeTo(out);
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("!HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
    }

    @Test
    void removedFieldsAreNotFound() {
        read(START + "A: 1\r\nTE: x\r\na: 2\r\nTE: y\r\n\r\n");
        AsciiString name = new AsciiString("A");
        assertThat(head.find(name, 0)).isEqualTo(1);
        assertThat(head.find(name, 2)).isEqualTo(3);
        assertThat(head.find(name, 4)).isEqualTo(-1);
        assertThat(head.find(new AsciiString("xhost").subSequence(1, 5), 0)).isZero();
        assertThat(head.find(new AsciiString("hos"), 0)).isEqualTo(-1);
        assertThat(head.find(FieldName.TE, 0)).isEqualTo(2);
        assertThat(head.find(FieldName.TE, 3)).isEqualTo(4);
        assertThat(head.find(FieldName.TRAILER, 0)).isEqualTo(-1);
        assertThat(head.find(FieldName.OTHER, 0)).isEqualTo(1);
        head.remove(1);
        head.remove(2);
        assertThat(head.find(name, 0)).isEqualTo(3);
        assertThat(head.find(FieldName.TE, 0)).isEqualTo(4);
        assertThat(head.fields()).isEqualTo(5);
        assertThat(head.value(1)).isEqualTo("1");
        assertThatThrownBy(() -> head.value(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> head.remove(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static Stream<Arguments> hopByHop() {
        return Stream.of(
                arguments("9110 7.6.1", "Connection goes", false, "Connection: keep-alive\r\nA: b\r\n", "A: b\r\n"),
                arguments(
                        "9110 7.6.1",
                        "every Connection goes",
                        false,
                        "Connection: close\r\nA: b\r\nconnection: x\r\n",
                        "A: b\r\n"),
                arguments(
                        "9110 7.6.1",
                        "what is nominated goes",
                        false,
                        "X: 1\r\nConnection: close, x , ,Y-z\r\nx: 2\r\ny-Z: 3\r\nY: 4\r\n",
                        "Y: 4\r\n"),
                arguments(
                        "9110 7.6.1",
                        "on every line",
                        false,
                        "X: 1\r\nConnection: x\r\nConnection: y\r\nY: 2\r\nZ: 3\r\n",
                        "Z: 3\r\n"),
                arguments(
                        "9110 7.6.1",
                        "a nomination that is no token names nothing",
                        false,
                        "Connection: x y, \"z\"\r\nX: 1\r\nZ: 2\r\n",
                        "X: 1\r\nZ: 2\r\n"),
                arguments(
                        "9110 7.6.1", "a name in a value names nothing", false, "A: x\r\nX: 1\r\n", "A: x\r\nX: 1\r\n"),
                arguments(
                        "9110 7.6.1",
                        "obsolete fields go",
                        false,
                        "Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nA: b\r\n",
                        "A: b\r\n"),
                arguments(
                        "9110 7.6.1",
                        "routing and framing can't be nominated",
                        false,
                        "Connection: host, content-length, transfer-encoding, trailer, expect\r\n"
                                + "Content-Length: 1\r\nTrailer: x\r\nExpect: 100-continue\r\n",
                        "Content-Length: 1\r\nTrailer: x\r\nExpect: 100-continue\r\n"),
                arguments(
                        "9110 7.6.1",
                        "chunked can't be nominated",
                        false,
                        "Transfer-Encoding: chunked\r\nConnection: Transfer-Encoding\r\n",
                        "Transfer-Encoding: chunked\r\n"),
                arguments("9110 6.6.2", "Trailer stays", false, "Trailer: x\r\n", "Trailer: x\r\n"),
                arguments(
                        "9110 7.8",
                        "Upgrade goes",
                        false,
                        "Connection: upgrade\r\nUpgrade: websocket\r\nA: b\r\n",
                        "A: b\r\n"),
                arguments(
                        "9110 7.8",
                        "Upgrade is kept with one Connection",
                        true,
                        "Connection: Upgrade, keep-alive, X\r\nUpgrade: websocket\r\nX: 1\r\nConnection: upgrade\r\n",
                        "Upgrade: websocket\r\nconnection: upgrade\r\n"),
                arguments("9110 7.8", "no Upgrade to keep", true, "Connection: upgrade\r\nA: b\r\n", "A: b\r\n"),
                arguments("9110 10.1.4", "TE goes", false, "TE: gzip\r\nConnection: te\r\nA: b\r\n", "A: b\r\n"),
                arguments(
                        "9110 10.1.4",
                        "trailers is kept",
                        false,
                        "Connection: TE\r\nTE: gzip;q=1, Trailers\r\nA: b\r\n",
                        "A: b\r\nte: trailers\r\nconnection: te\r\n"),
                arguments(
                        "9110 10.1.4",
                        "trailers is kept once",
                        false,
                        "TE: trailers\r\nTE: trailers, x\r\n",
                        "te: trailers\r\nconnection: te\r\n"),
                arguments(
                        "9110 10.1.4",
                        "trailers and Upgrade have one Connection",
                        true,
                        "Connection: te, upgrade\r\nTE: trailers\r\nUpgrade: websocket\r\n",
                        "Upgrade: websocket\r\nte: trailers\r\nconnection: upgrade, te\r\n"));
    }

    @ParameterizedTest(name = "RFC {0}: {1}")
    @MethodSource
    void hopByHop(String section, String title, boolean keepUpgrade, String fields, String expected) {
        read(START + fields + "\r\n");
        head.removeHopByHop(keepUpgrade);
        assertThat(Reading.written(head)).isEqualTo(START + expected + "\r\n");
        assertThat(head.edited()).isEqualTo(!fields.equals(expected));
    }

    @Test
    void aWholeHeadIsInOnePieceAndItsBufferCanGoOn() {
        String message = START + "\r\n";
        ByteBuf in = Unpooled.copiedBuffer("junk" + message + message + "body", StandardCharsets.US_ASCII)
                .skipBytes(4);
        for (int request = 0; request < 2; request++) {
            assertThat(head.started()).isFalse();
            assertThat(head.read(in)).isEqualTo(Progress.COMPLETE);
            assertThat(head.started()).isTrue();
            assertThat(head.inOnePiece()).isTrue();
            assertThat(in.toString(in.readerIndex() - head.length(), head.length(), StandardCharsets.US_ASCII))
                    .isEqualTo(message);
            head.reset();
        }
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("body");
        in.release();
    }

    @Test
    void aSplitHeadIsNotInOnePiece() {
        String message = START + "\r\n";
        for (int cut = 1; cut < message.length(); cut++) {
            Reading.in(head, message, cut);
            assertThat(head.inOnePiece()).isFalse();
            assertThat(head.length()).isEqualTo(message.length());
        }
    }

    @Test
    void aHeadBehindEmptyLinesIsNotInOnePiece() {
        Reading.in(head, "\r\n" + START + "\r\n");
        assertThat(head.inOnePiece()).isFalse();
        assertThat(head.length()).isEqualTo(START.length() + 2);
    }

    @Test
    void emptyLinesAreNoStartOfAHead() {
        assertThat(Reading.in(head, "\r\n\r"))
                .satisfies(reading -> assertThat(head.started()).isFalse());
        assertThat(Reading.in(head, "\r\nG"))
                .satisfies(reading -> assertThat(head.started()).isTrue());
        MessageHead response = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
        assertThat(response.started()).isFalse();
        assertThat(Reading.in(response, "H"))
                .satisfies(reading -> assertThat(response.started()).isTrue());
    }

    @Test
    void aStartLineCanBeCopiedWhateverItIs() {
        Reading.in(head, "GET /a\"b\33\u00e9 HTTP/1.1\r\n\r\n");
        assertThat(Reading.startLine(head)).startsWith("GET /a\"b\33\u00e9");
        Reading.in(head, "GET /a HT");
        assertThat(Reading.startLine(head)).isEqualTo("GET /a HT");
        Reading.in(head, "\r\n");
        assertThat(Reading.startLine(head)).isEmpty();
        read(START + "\r\n");
        assertThat(Reading.startLine(head)).isEqualTo("GET /p HTTP/1.1");
        assertThat(head.target()).isEqualTo("/p");
        assertThat(head.method()).isEqualTo(Method.GET);
    }

    @Test
    void directBuffersAreReadAndWritten() {
        String message = START + "A: b\r\n\r\n";
        ByteBuf in = Unpooled.directBuffer();
        ByteBuf out = Unpooled.directBuffer();
        try {
            in.writeCharSequence(message + "body", StandardCharsets.US_ASCII);
            assertThat(head.read(in)).isEqualTo(Progress.COMPLETE);
            head.writeTo(out);
            assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(message);
            assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("body");
        } finally {
            in.release();
            out.release();
        }
    }
}
