package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told when it goes wrong, and whether they may ask again. */
class ErrorReplyTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : gateway\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void aBadRequestIsAnswered400AndItsConnectionClosed(String request) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(request);
            Message reply = client.reply();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
            assertThat(origin.requests()).isEmpty();
        }
    }

    @Test
    void aChunkThatGoesWrongLaterIsAnswered400AndNotAWholeRequestForTheOrigin() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("POST / HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            soon().until(() -> origin.accepted() == 1);
            client.send("zz\r\n");
            assertThat(client.reply().status()).isEqualTo(400);
            assertThat(client.isEnded()).isTrue();
            soon().until(() -> origin.connections() == 0);
            assertThat(origin.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HT"})
    void aHeadThatDoesNotArriveInTimeIsAnswered408AndItsConnectionClosed(String begin) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutHttpRequest(200));
                RawClient client = gateway.client()) {
            client.send(begin);
            Message reply = client.reply();
            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void theHeadOfALaterRequestHasItsTimeToo() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutHttpRequest(200));
                RawClient client = gateway.client()) {
            client.get("/");
            client.send("GET / HT");
            assertThat(client.reply().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotArriveInTimeIsAnswered408() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutClient(200));
                RawClient client = gateway.client()) {
            client.send("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.reply().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aBackendWithoutServersAnswers503AndTheClientMayAskAgain() throws IOException {
        try (TestGateway gateway = TestGateway.to();
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                Message reply = client.get("/");
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.has("Connection")).isFalse();
            }
        }
    }

    @Test
    void aFrontendWithoutABackendAnswers503AndPassesTheBodyOver() throws IOException {
        try (TestGateway gateway = TestGateway.start(new Setup().unrouted());
                RawClient client = gateway.client()) {
            client.sendPost("/", "GET /smuggled HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(503);
            client.send("nonsense\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(400);
        }
    }

    @Test
    void aRefusedConnectionAnswers503AfterTheRetriesAndTheClientMayAskAgain() throws IOException {
        Setup setup = new Setup().server(refusing(), 1, false).retries(2).timeoutConnect(50);
        try (TestGateway gateway = TestGateway.start(setup);
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThat(client.post("/", "body").status()).isEqualTo(503);
        }
    }

    @Test
    void aServerThatComesBackBetweenTheRetriesIsReached() throws IOException {
        InetSocketAddress address = refusing();
        Setup setup = new Setup().server(address, 1, false).retries(200).timeoutConnect(20);
        try (TestGateway gateway = TestGateway.start(setup);
                RawClient client = gateway.client()) {
            client.sendPost("/", "body");
            gateway.awaitServed(1);
            try (Origin origin = Origin.at(address)) {
                assertThat(client.reply().body()).isEqualTo("body");
                assertThat(origin.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aFullQueueTimesOutWith503AndTheClientMayAskAgain() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).maxconn(1).timeoutQueue(100));
                RawClient holder = gateway.client();
                RawClient client = gateway.client()) {
            holder.sendGet("/");
            gateway.awaitServed(1);
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThat(client.get("/").status()).isEqualTo(503);
            assertThat(gateway.servers().queued()).isZero();
            holder.reset();
        }
    }

    @Test
    void aServerThatSendsJunkIsAnswered502AndTheClientMayAskAgain() throws IOException {
        try (Origin origin = Origin.answering("junk\r\n\r\n" + OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                Message reply = client.get("/");
                assertThat(reply.status()).isEqualTo(502);
                assertThat(reply.has("Connection")).isFalse();
            }
            assertThat(origin.requests()).hasSize(3);
            assertThat(gateway.idle()).isZero();
        }
    }

    @Test
    void aSilentServerIsAnswered504AndTheClientMayAskAgain() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutServer(100));
                RawClient client = gateway.client()) {
            Message reply = client.get("/");
            assertThat(reply.status()).isEqualTo(504);
            assertThat(reply.has("Connection")).isFalse();
            assertThat(client.post("/", "body").status()).isEqualTo(504);
            assertThat(origin.requests()).hasSize(2);
        }
    }

    @Test
    void anErrorReplyToHeadHasNoBody() throws IOException {
        try (TestGateway gateway = TestGateway.to();
                RawClient client = gateway.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: gateway\r\n\r\nGET / HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(503);
            assertThat(client.reply().status()).isEqualTo(503);
        }
    }

    @Test
    void aClientThatDoesNotReadItsErrorRepliesIsNotOwedManyOfThem() throws Exception {
        byte[] gets = Wire.bytes("GET / HTTP/1.1\r\nHost: g\r\n\r\n".repeat(1000));
        try (TestGateway gateway = TestGateway.start(new Setup().timeoutClient(300));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        client.send(gets);
                    }
                } catch (IOException closed) {
                    // as it may be
                }
            });
            // a million requests would be owed two hundred megabytes
            sender.join();
            assertThat(client.countRest()).isLessThan(20_000_000);
        }
    }

    private static InetSocketAddress refusing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort());
        }
    }
}
