package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.LogFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests before a server has them: in the queue, on the way, or read into the buffer first. */
class WaitingRequestTests {

    private static final int SHORT = 200;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\n";

    /**
     * What a client does while its request waits.
     *
     * @param state status and termination state in the log
     * @param told the status that the client is told, 0 for an end without a word
     */
    record Wait(String name, String state, int told, UnaryOperator<Setup> setup, Client client) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Client {
        void talk(RawClient wire) throws Exception;
    }

    static Stream<Wait> inTheQueue() {
        return Stream.of(
                new Wait("in vain", "503 sQ--", 503, s -> s.timeoutQueue(SHORT), client -> {}),
                new Wait("ends its side", "503 sQ--", 503, s -> s.timeoutQueue(SHORT), Wire::endOutput),
                new Wait("ends its side, with abortonclose", "-1 CQ--", 0, Setup::abortonclose, Wire::endOutput));
    }

    @ParameterizedTest
    @MethodSource
    void inTheQueue(Wait wait) throws Exception {
        try (Origin origin = Origin.thatNeverAnswers();
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(
                        wait.setup().apply(Setup.to(origin)).maxconn(1).log(LogFormat.HTTPLOG));
                RawClient holder = gateway.client();
                RawClient client = gateway.client()) {
            holder.sendGet("/holder");
            gateway.awaitServed(1);
            client.sendGet("/");
            gateway.awaitQueued(1);
            check(wait, client, log);
            assertThat(origin.requests()).hasSize(1);
            holder.reset();
        }
    }

    static Stream<Wait> onTheWay() {
        return Stream.of(
                new Wait("in vain", "503 sC--", 503, s -> s.timeoutConnect(50).retries(1), client -> {}),
                new Wait(
                        "ends its side",
                        "503 sC--",
                        503,
                        s -> s.timeoutConnect(50).retries(1),
                        Wire::endOutput),
                new Wait("ends its side, with abortonclose", "-1 CC--", 0, Setup::abortonclose, Wire::endOutput));
    }

    @ParameterizedTest
    @MethodSource
    void onTheWay(Wait wait) throws Exception {
        try (Unreachable server = new Unreachable();
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(wait.setup()
                        .apply(new Setup().server(server.address(), 1, false))
                        .log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            gateway.awaitServed(1);
            check(wait, client, log);
        }
    }

    private static void check(Wait wait, RawClient client, LogLines log) throws Exception {
        wait.client().talk(client);
        if (wait.told() == 0) {
            assertThat(client.isEnded()).isTrue();
        } else {
            assertThat(client.reply().status()).isEqualTo(wait.told());
        }
        String[] fields = log.awaitOne().split(" ");
        assertThat(fields[5] + ' ' + fields[9]).isEqualTo(wait.state());
    }

    @Test
    void aClientThatResetsWhileItWaitsGivesItsPlaceUp() throws Exception {
        try (Origin origin = Origin.thatNeverAnswers();
                LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).maxconn(1).log(LogFormat.HTTPLOG));
                RawClient holder = gateway.client();
                RawClient client = gateway.client()) {
            holder.sendGet("/holder");
            gateway.awaitServed(1);
            client.sendGet("/");
            gateway.awaitQueued(1);
            client.endOutput();
            client.reset();
            gateway.awaitQueued(0);
            assertThat(log.awaitOne()).contains(" CQ-- ");
            holder.reset();
        }
    }

    @Test
    void withHttpBufferRequestNoServerIsReachedBeforeTheBodyIsThere() throws Exception {
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.start(Setup.to(origin).bufferRequest());
                RawClient client = gateway.client()) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            soon().until(() -> gateway.gateway().sessions() == 1);
            assertThat(origin.accepted()).isZero();
            client.send("3\r\ndef\r\n0\r\n\r\n" + HEAD + "Content-Length: 2\r\n\r\ng");
            assertThat(client.reply().body()).isEqualTo("abcdef");
            client.send("h");
            assertThat(client.reply().body()).isEqualTo("gh");
        }
    }

    @Test
    void aBodyThatTheBufferDoesNotHoldGoesOnWhenItIsFull() throws Exception {
        String body = "x".repeat(200_000);
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.start(Setup.to(origin).bufferRequest());
                RawClient client = gateway.client()) {
            assertThat(client.post("/", body).body()).isEqualTo(body);
            assertThat(client.post("/", body).body()).isEqualTo(body);
        }
    }

    @Test
    void aClientThatExpectsContinueIsToldSoByTheGatewayThatReadsItsBodyFirst() throws Exception {
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.start(Setup.to(origin).bufferRequest());
                RawClient client = gateway.client()) {
            client.send(HEAD + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(100);
            client.send("body");
            assertThat(client.reply().body()).isEqualTo("body");
            assertThat(origin.requests().getFirst().has("Expect")).isFalse();
        }
    }

    @Test
    void otherwiseTheServerTellsIt() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    Message head = connection.requestHead();
                    assertThat(head.field("Expect")).isEqualTo("100-continue");
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                    connection.read(4);
                    connection.answer(OK);
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(HEAD + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(100);
            client.send("body");
            assertThat(client.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatComesBeforeTheWholeRequestIsPassedOnAndTheRestDropped() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    connection.requestHead();
                    connection.answer("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n");
                    connection.countRest();
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(HEAD + "Content-Length: 6\r\n\r\nabc");
            assertThat(client.reply().status()).isEqualTo(413);
            client.send("def");
            client.send(HEAD + "Content-Length: 0\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(413);
            assertThat(origin.accepted()).isEqualTo(2);
        }
    }
}
