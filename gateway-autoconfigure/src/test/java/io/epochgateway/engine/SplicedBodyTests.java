package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.Splicing;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of responses that the kernel moves from socket to socket: option splice-response and splice-auto. */
class SplicedBodyTests {

    private static final Splicing RESPONSE = new Splicing(false, false, true);
    private static final Splicing AUTO = new Splicing(true, false, false);
    private static final String BODY = "0123456789abcdef".repeat(65536);

    private static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodiesOfAnyLengthFollowEachOtherOnOneConnection(boolean auto) throws IOException {
        String[] bodies = {"", "x", BODY.substring(0, 32768), BODY.substring(0, 32769), BODY.repeat(3), "y", BODY};
        String[] answers = new String[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            answers[i] = answer(bodies[i]);
        }
        try (Origin origin = Origin.answering(answers);
                TestGateway gateway = TestGateway.start(Setup.to(origin).splicing(auto ? AUTO : RESPONSE));
                RawClient client = gateway.client()) {
            for (String body : bodies) {
                assertThat(client.get("/").body().equals(body)).isTrue();
            }
            assertThat(origin.accepted()).isOne();
            assertThat(gateway.loops().pipes()).isPositive();
        }
    }

    @Test
    void aSlowClientGetsAllOfItAndTheServerConnectionServesTheNext() throws IOException {
        try (Origin origin = Origin.answering(answer(BODY.repeat(16)));
                TestGateway gateway = TestGateway.start(Setup.to(origin).splicing(RESPONSE));
                RawClient slow = RawClient.withSmallWindow(gateway.address())) {
            slow.sendGet("/");
            assertThat(slow.reply().body().equals(BODY.repeat(16))).isTrue();
            gateway.awaitIdle(1);
            assertThat(slow.get("/").body()).hasSize(16 * BODY.length());
            assertThat(origin.accepted()).isOne();
        }
    }

    @Test
    void aBodyThatEndsWithItsConnectionIsWhole() throws IOException {
        try (Origin origin = Origin.answeringOnceWith("HTTP/1.1 200 OK\r\n\r\n" + BODY.repeat(4));
                TestGateway gateway = TestGateway.start(Setup.to(origin).splicing(RESPONSE));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            client.sendGet("/");
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.rest().equals(BODY.repeat(4))).isTrue();
        }
    }

    @Test
    void aBodyThatIsCutDoesNotLookWholeAndIsLogged() throws IOException {
        String cut = "HTTP/1.1 200 OK\r\nContent-Length: 4194304\r\n\r\n" + BODY;
        try (Origin origin = Origin.answeringOnceWith(cut);
                LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).splicing(RESPONSE).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            assertThat(client.head().field("Content-Length")).isEqualTo("4194304");
            assertThat(client.countRest()).isLessThanOrEqualTo(BODY.length());
            assertThat(log.awaitOne()).contains(" SD-- ");
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleTakesTheServerConnectionWithIt() throws Exception {
        try (Origin origin = Origin.answering(answer(BODY.repeat(64)));
                LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).splicing(RESPONSE).log(LogFormat.HTTPLOG))) {
            try (RawClient client = RawClient.withSmallWindow(gateway.address())) {
                client.sendGet("/");
                assertThat(client.head().status()).isEqualTo(200);
                client.read(BODY.length());
                client.reset();
            }
            assertThat(log.awaitOne()).contains(" CD-- ");
            gateway.awaitServed(0);
            assertThat(gateway.idle()).isZero();
        }
    }

    @Test
    void chunksAreNeverSpliced() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" + BODY + "\r\n0\r\n\r\n";
        try (Origin origin = Origin.answering(chunked);
                TestGateway gateway = TestGateway.start(Setup.to(origin).splicing(RESPONSE));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").body().equals(BODY)).isTrue();
            assertThat(gateway.loops().pipes()).isZero();
        }
    }

    @Test
    void theLogCountsTheBytes() throws IOException {
        try (Origin origin = Origin.answering(answer(BODY));
                LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).splicing(RESPONSE).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.get("/");
            assertThat(log.awaitOne()).contains(" 200 " + answer(BODY).length() + " ");
        }
    }
}
