package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyFileTests {

    private static Reply read(String file) {
        return ReplyFile.read(file.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String written(Reply reply, boolean head, boolean close, boolean oldClient) {
        ByteBuf message = reply.message(head, close, oldClient);
        try {
            return message.toString(StandardCharsets.ISO_8859_1);
        } finally {
            message.release();
        }
    }

    /** A file and what is written of it to a client that may ask again, with | for CRLF; as HAProxy 2.6 does it. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            HTTP/1.1 503 A|Content-Length: 3||abc; HTTP/1.1 503 A|content-length: 3||abc
            HTTP/1.1 503 A|Content-Length: 03||abc; HTTP/1.1 503 A|content-length: 3||abc
            HTTP/1.1 503 A|Content-Length: 03||abc; HTTP/1.1 503 A|content-length: 3||abc
            HTTP/1.1 503 A|Connection: keep-alive|Content-Length: 0||; HTTP/1.1 503 A|content-length: 0||
            |HTTP/1.1 503 A|Content-Length: 0||; HTTP/1.1 503 A|content-length: 0||
            HTTP/1.0 503 A|Content-Length: 0||; HTTP/1.0 503 A|content-length: 0|connection: keep-alive||
            HTTP/1.1 500 Other|X-A: 1|X-A: 2|Content-Length: 0||; HTTP/1.1 500 Other|x-a: 1|x-a: 2|content-length: 0||
            HTTP/1.1 304 N|ETag: a||; HTTP/1.1 304 N|etag: a||
            HTTP/1.1 204 N||; HTTP/1.1 204 N||
            """)
    void aReplyThatStaysIsWrittenAsItIs(String file, String written) {
        Reply reply = read(file.replace("|", "\r\n"));
        assertThat(reply.stays()).isTrue();
        assertThat(written(reply, false, false, false)).isEqualTo(written.replace("|", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            HTTP/1.1 503 A||abc; HTTP/1.1 503 A|connection: close||abc
            HTTP/1.1 503 A||; HTTP/1.1 503 A|connection: close||
            HTTP/1.1 503||abc; HTTP/1.1 503 |connection: close||abc
            HTTP/1.0 503 A||abc; HTTP/1.0 503 A||abc
            HTTP/1.1 503 A|Connection: close|Content-Length: 0||; HTTP/1.1 503 A|content-length: 0|connection: close||
            """)
    void aReplyThatEndsTheConnectionSaysSo(String file, String written) {
        Reply reply = read(file.replace("|", "\r\n"));
        assertThat(reply.stays()).isFalse();
        assertThat(written(reply, false, true, false)).isEqualTo(written.replace("|", "\r\n"));
        assertThat(written(reply, true, true, false))
                .isEqualTo(written.substring(0, written.indexOf("||") + 2).replace("|", "\r\n"));
    }

    @Test
    void bareLineEndsAndFoldedLinesAreMadeProper() {
        Reply reply = read("HTTP/1.1 503 A\nX-A: b\n c\nContent-Length: 2\n\n\r\n");
        assertThat(written(reply, false, false, true))
                .isEqualTo("HTTP/1.1 503 A\r\nx-a: b  c\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n\r\n");
    }

    @Test
    void anEmptyFileIsSilence() {
        assertThat(read("").silent()).isTrue();
        assertThat(read("").stays()).isFalse();
        assertThat(written(read(""), false, true, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            <html></html>; does not begin with 'HTTP/1.1 ' and a status
            <html>|||; does not begin with 'HTTP/1.1 ' and a status
            HTTP/2 503 A||; does not begin with 'HTTP/1.1 ' and a status
            HTTP/1.1 503 A|B: c|; has no empty line after its header
            HTTP/1.1 503 A|B||; is no valid response (field name)
            HTTP/1.1 503 A|B : c||; is no valid response (space before colon)
            HTTP/1.1 503 A|Content-Length: x||; is no valid response (content length invalid)
            HTTP/1.1 503 A|Content-Length: 1|Content-Length: 2||a; is no valid response (content length repeated)
            HTTP/1.1 503 A|Content-Length: 2||a; has a body of 1 bytes, but announces 2
            HTTP/1.1 503 A|Content-Length: 1||ab; has a body of 2 bytes, but announces 1
            HTTP/1.1 503 A|Transfer-Encoding: chunked||0||; is chunked, which is not supported
            HTTP/1.1 204 A||ab; has a body, but status 204 has none
            HTTP/1.1 100 Continue||; has status 100, which ends no request
            """)
    void whatIsNoResponseIsRefused(String file, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file.replace("|", "\r\n")))
                .withMessage(reason);
    }

    @Test
    void aFileLargerThanABufferIsRefused() {
        String head = "HTTP/1.1 503 A\r\n\r\n";
        assertThat(read(head + "a".repeat(16384 - head.length())).status()).isEqualTo(503);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(head + "a".repeat(16385 - head.length())))
                .withMessage("is larger than 16384 bytes");
    }
}
