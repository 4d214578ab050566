package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.epochgateway.http.MessageHead.Kind;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorReplyTests {

    private static String text(ErrorReply reply, boolean head, boolean close) {
        ByteBuf message = reply.message(head, close);
        try {
            return message.toString(StandardCharsets.US_ASCII);
        } finally {
            message.release();
        }
    }

    @Test
    void aReplyLooksAsHaproxysDo() {
        assertThat(text(ErrorReply.SERVICE_UNAVAILABLE, false, true))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n"
                        + "content-length: 97\r\n"
                        + "cache-control: no-cache\r\n"
                        + "content-type: text/html\r\n"
                        + "connection: close\r\n"
                        + "\r\n"
                        + "<html><body><h1>503 Service Unavailable</h1>\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyReplyIsAValidResponse(ErrorReply reply) {
        for (boolean close : new boolean[] {true, false}) {
            String whole = text(reply, false, close);
            MessageHead head = new MessageHead(Kind.RESPONSE, HeadLimits.DEFAULT);
            Reading reading = Reading.in(head, whole);
            assertThat(reading.refusal()).isNull();
            assertThat(head.status()).isEqualTo(reply.status());
            assertThat(head.contentLength()).isEqualTo(reading.after());
            assertThat(head.persistent()).isEqualTo(!close);
            assertThat(text(reply, true, close)).isEqualTo(reading.written());
        }
        assertThat(ErrorReply.of(reply.status())).isSameAs(reply);
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
        ByteBuf first = ErrorReply.BAD_GATEWAY.message(false, true);
        ByteBuf second = ErrorReply.BAD_GATEWAY.message(false, true);
        assertThat(first.isDirect()).isTrue();
        assertThat(first.isReadOnly()).isTrue();
        first.skipBytes(first.readableBytes());
        first.release();
        first.release();
        assertThat(second.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        second.release();
        assertThat(text(ErrorReply.BAD_GATEWAY, false, true)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }

    @Test
    void aStatusWithoutReplyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ErrorReply.of(200));
    }
}
