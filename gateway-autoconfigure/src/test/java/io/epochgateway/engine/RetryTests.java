package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.RetryOn.Failure;
import io.epochgateway.stats.Counter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Further attempts: what they may follow, where they go, how many there are. */
class RetryTests {

    private static final String BUSY = "HTTP/1.1 503 Nope\r\nContent-Length: 4\r\n\r\nbusy";
    private static final String BODY = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";

    /** Fails so on its first connections, and answers on the others. */
    private static Origin failing(Failure how, int times) {
        AtomicInteger failures = new AtomicInteger(times);
        return Origin.that(connection -> {
            boolean fails = failures.getAndDecrement() > 0;
            while (connection.request()) {
                if (!fails) {
                    connection.answer(OK);
                } else if (how == Failure.RESPONSE_TIMEOUT) {
                    connection.isEnded();
                } else {
                    connection.answer(how == Failure.JUNK_RESPONSE ? "HTTP/1.1 junk\r\n\r\n" : "");
                    return;
                }
            }
        });
    }

    private static Origin answeringFirst(String first, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return Origin.that(connection -> {
            while (connection.request()) {
                connection.answer(left.getAndDecrement() > 0 ? first : OK);
            }
        });
    }

    private static Setup patient(Origin... origins) {
        return Setup.to(origins).timeoutServer(300).timeoutConnect(50).log(LogFormat.HTTPLOG);
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new InetSocketAddress("127.0.0.1", free.getLocalPort());
        }
    }

    private static String retries(LogLines log) {
        String[] counts = log.awaitOne().split(" ")[10].split("/");
        return counts[counts.length - 1];
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            mode = Mode.EXCLUDE,
            names = {"CONN_FAILURE", "ZERO_RTT_REJECTED"})
    void whatRetryOnNamesIsTriedAgain(Failure failure) throws IOException {
        try (Origin origin = failing(failure, 2);
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(patient(origin).retryOn(failure));
                RawClient client = gateway.client()) {
            assertThat(client.post("/", "body").status()).isEqualTo(200);
            assertThat(origin.requests()).hasSize(3);
            assertThat(origin.requests().getLast().body()).isEqualTo("body");
            assertThat(retries(log)).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            mode = Mode.EXCLUDE,
            names = {"CONN_FAILURE", "ZERO_RTT_REJECTED"})
    void whatItDoesNotNameIsNot(Failure failure) throws IOException {
        try (Origin origin = failing(failure, 1);
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(patient(origin).retryOn(Failure.CONN_FAILURE));
                RawClient client = gateway.client()) {
            assertThat(client.post("/", "body").status()).isEqualTo(failure == Failure.RESPONSE_TIMEOUT ? 504 : 502);
            assertThat(origin.requests()).hasSize(1);
            assertThat(retries(log)).isEqualTo("0");
        }
    }

    @Test
    void whenNoAttemptIsLeftTheLastFailureIsTold() throws IOException {
        try (Origin origin = failing(Failure.EMPTY_RESPONSE, 100);
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(
                        patient(origin).retryOn(Failure.EMPTY_RESPONSE).retries(2));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
            assertThat(origin.requests()).hasSize(3);
            assertThat(log.awaitOne()).contains(" 502 ").contains(" SH-- ").contains("/2 0/0 ");
        }
    }

    @Test
    void aStatusOfRetryOnIsTriedAgainAndTheLastOneIsPassedOn() throws IOException {
        try (Origin origin = answeringFirst(BUSY, 2);
                TestGateway gateway =
                        TestGateway.start(patient(origin).retryOnStatus(503).retries(1));
                RawClient client = gateway.client()) {
            Message reply = client.get("/");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).isEqualTo("busy");
            assertThat(origin.requests()).hasSize(2);
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatCameInPiecesIsKept() throws IOException {
        try (Origin origin = answeringFirst(BUSY, 1);
                TestGateway gateway = TestGateway.start(patient(origin).retryOnStatus(503));
                RawClient client = gateway.client()) {
            client.send(BODY.formatted(6) + "ab");
            client.send("cd");
            client.send("ef");
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(origin.requests()).extracting(Message::body).containsExactly("abcdef", "abcdef");
        }
    }

    @Test
    void aRequestThatTheBufferDoesNotHoldIsNotTriedAgain() throws IOException {
        try (Origin origin = answeringFirst(BUSY, 1);
                TestGateway gateway = TestGateway.start(patient(origin).retryOnStatus(503));
                RawClient client = gateway.client()) {
            assertThat(client.post("/", "x".repeat(16_000)).status()).isEqualTo(503);
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void nothingIsTriedAgainOnceAPartOfTheAnswerIsPassedOn() throws IOException {
        try (Origin origin = Origin.answeringOnceWith("HTTP/1.1 100 Continue\r\n\r\n");
                TestGateway gateway = TestGateway.start(patient(origin)
                        .retryOn(Failure.EMPTY_RESPONSE, Failure.JUNK_RESPONSE, Failure.RESPONSE_TIMEOUT));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            assertThat(client.reply().status()).isEqualTo(100);
            assertThat(client.reply().status()).isEqualTo(502);
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void withoutConnFailureInRetryOnARefusedConnectionIsNotTriedAgain() throws IOException {
        try (LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(patient().retryOnStatus(503).server(nobody(), 1, false));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThat(log.awaitOne()).contains(" SC-- ").contains("/0 0/0 ");
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgainAtTheSameServerAndCounted() throws IOException {
        try (Origin origin = Origin.answering(OK);
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(patient()
                        .server(nobody(), 1, false)
                        .server(origin.address(), 1, false)
                        .retries(2));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThat(log.awaitOne()).contains("back/s0 ").contains(" SC-- ").contains("/2 0/0 ");
            assertThat(gateway.servers().servers().getFirst().traffic().count(Counter.WRETR))
                    .isEqualTo(2);
            assertThat(origin.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 3})
    void withRedispatchAServerThatRefusesIsLeftAtOnceWhereServersTakeTurns(int interval) throws IOException {
        try (Origin origin = Origin.answering(OK);
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(patient()
                        .server(nobody(), 1, false)
                        .server(origin.address(), 1, false)
                        .redispatch(interval));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
            assertThat(log.awaitOne()).contains("back/s1 ").contains("/+1 0/0 ");
            assertThat(gateway.servers().servers().getFirst().served()).isZero();
            assertThat(gateway.servers().servers().getFirst().traffic().count(Counter.WREDIS))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1 +3", "1 +1", "2 +2"})
    void elsewhereTheIntervalSaysWhichAttemptGoesToAnotherServer(String intervalAndRetries) throws IOException {
        String[] parts = intervalAndRetries.split(" ");
        try (Origin origin = Origin.answering(OK);
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(patient()
                        .server(nobody(), 1, false)
                        .server(origin.address(), 1, false)
                        .balance(BalanceAlgorithm.LEASTCONN)
                        .redispatch(Integer.parseInt(parts[0])));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
            assertThat(log.awaitOne()).contains("back/s1 ").contains("/" + parts[1] + " 0/0 ");
        }
    }

    @Test
    void aStatusIsTriedAgainAtAnotherServerWithRedispatch() throws IOException {
        try (Origin busy = answeringFirst(BUSY, 100);
                Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(
                        patient(busy, origin).retryOnStatus(503).redispatch(-1));
                RawClient client = gateway.client()) {
            assertThat(client.post("/", "body").status()).isEqualTo(200);
            assertThat(busy.requests()).hasSize(1);
            assertThat(origin.requests()).extracting(Message::body).containsExactly("body");
        }
    }

    @Test
    void whatCoversEveryFailureOfAnIdleConnectionLetsFirstRequestsTakeOne() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin)
                        .loops(1)
                        .reuse(HttpReuse.SAFE)
                        .retryOn(Failure.CONN_FAILURE, Failure.EMPTY_RESPONSE, Failure.RESPONSE_TIMEOUT))) {
            for (int i = 0; i < 3; i++) {
                try (RawClient client = gateway.client()) {
                    assertThat(client.get("/").status()).isEqualTo(200);
                }
            }
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }
}
