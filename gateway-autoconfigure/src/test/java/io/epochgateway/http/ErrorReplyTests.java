package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.epochgateway.http.MessageHead.Kind;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorReplyTests {

    private static String text(Reply reply, boolean head, boolean close) {
        ByteBuf message = reply.message(head, close, false);
        try {
            return message.toString(StandardCharsets.US_ASCII);
        } finally {
            message.release();
        }
    }

    @Test
    void aReplyIsWrittenAsHaproxyWritesIt() {
        String body = "<html><body><h1>503 Service Unavailable</h1>\n"
                + "No server is available to handle this request.\n</body></html>\n";
        String head = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 107\r\ncache-control: no-cache\r\n"
                + "content-type: text/html\r\n";
        assertThat(text(ErrorReply.SERVICE_UNAVAILABLE.html(), false, false)).isEqualTo(head + "\r\n" + body);
        assertThat(text(ErrorReply.SERVICE_UNAVAILABLE.html(), false, true))
                .isEqualTo(head + "connection: close\r\n\r\n" + body);
    }

    @Test
    void aReplyToWhatIsNoRequestIsWrittenAsHaproxyWritesItThen() {
        assertThat(text(ErrorReply.BAD_REQUEST.early(), false, true))
                .isEqualTo("HTTP/1.1 400 Bad request\r\nContent-length: 90\r\nCache-Control: no-cache\r\n"
                        + "Connection: close\r\nContent-Type: text/html\r\n\r\n"
                        + "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n"
                        + "</body></html>\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyReplyIsAValidResponse(ErrorReply error) {
        for (Reply reply : List.of(error.html(), error.json(), error.early())) {
            assertValid(error, reply, true);
        }
        assertValid(error, error.html(), false);
        assertValid(error, error.json(), false);
        assertThat(ErrorReply.of(error.status())).isSameAs(error);
    }

    private static void assertValid(ErrorReply error, Reply reply, boolean close) {
        String whole = text(reply, false, close);
        MessageHead head = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
        Reading reading = Reading.in(head, whole);
        assertThat(reading.refusal()).isNull();
        assertThat(head.status()).isEqualTo(error.status());
        assertThat(reply.status()).isEqualTo(error.status());
        assertThat(head.contentLength()).isEqualTo(reading.after());
        assertThat(head.persistent()).isEqualTo(!close);
        assertThat(text(reply, true, close)).isEqualTo(reading.written());
    }

    @ParameterizedTest
    @EnumSource
    void aProblemIsJson(ErrorReply error) {
        String whole = text(error.json(), false, false);
        JsonNode problem = JsonMapper.shared().readTree(whole.substring(whole.indexOf("\r\n\r\n") + 4));
        assertThat(problem.get("type").asString()).isEqualTo("about:blank");
        assertThat(problem.get("status").asInt()).isEqualTo(error.status());
        assertThat(problem.get("title").asString()).isEqualTo(error.title());
        assertThat(problem.get("detail").asString()).matches("[A-Z].+");
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasAReply(Refusal refusal) {
        assertThat(ErrorReply.of(refusal.status()).status()).isEqualTo(refusal.status());
    }

    @ParameterizedTest
    @CsvSource({
        "TARGET_TOO_LONG,414",
        "TOO_MANY_FIELDS,431",
        "HEAD_TOO_LARGE,431",
        "VERSION,505",
        "HOST_MISSING,400",
        "UNEXPECTED_BODY_IN_1_0,413"
    })
    void aRefusalSaysWhatIsAnswered(Refusal refusal, int status) {
        assertThat(refusal.status()).isEqualTo(status);
    }

    @Test
    void readersAndReleasesDoNotDisturbEachOther() {
        ByteBuf first = ErrorReply.BAD_GATEWAY.html().message(false, true, false);
        ByteBuf second = ErrorReply.BAD_GATEWAY.html().message(false, true, false);
        assertThat(first.isDirect()).isTrue();
        assertThat(first.isReadOnly()).isTrue();
        first.skipBytes(first.readableBytes());
        first.release();
        first.release();
        assertThat(second.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        second.release();
        assertThat(text(ErrorReply.BAD_GATEWAY.html(), false, true)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }

    @Test
    void aStatusWithoutReplyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ErrorReply.of(418));
    }
}
