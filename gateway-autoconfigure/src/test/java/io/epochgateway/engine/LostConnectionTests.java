package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.RetryOn;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server connections that end at the wrong moment: nothing is lost, nothing done twice, nothing looks whole. */
class LostConnectionTests {

    @Test
    void aRequestThatTheServerReadBeforeItClosedIsAnswered502AndNeverRepeated() throws IOException {
        try (Origin origin = Origin.thatClosesAfterReadingTheRequest();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            Message reply = client.get("/");
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.has("Connection")).isFalse();
            assertThat(origin.requests()).hasSize(1);
        }
    }

    /** The client takes it for what it is, the end of the connection, and decides itself what to send again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 O"})
    void whenTheServerClosesOnALaterRequestTheClientHearsNothingButThat(String begun) throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    connection.request();
                    connection.send(begun);
                });
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(Setup.to(origin).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.get("/first");
            client.sendPost("/later", "body");

            assertThat(client.rest()).isEmpty();
            assertThat(origin.requests()).hasSize(2);
            assertThat(log.await(2).get(1)).contains("/-1/").contains(" -1 0 - - SH-- ");
        }
    }

    @Test
    void aLaterRequestIsTriedAgainFirstWhereRetryOnSaysSo() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    if (connection.request()) {
                        connection.answer(OK);
                        connection.request();
                    }
                });
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).retryOn(RetryOn.Failure.EMPTY_RESPONSE).retries(1));
                RawClient client = gateway.client()) {
            assertThat(client.get("/first").status()).isEqualTo(200);
            assertThat(client.get("/later").status()).isEqualTo(200);
            assertThat(origin.requests()).hasSize(3);
        }
    }

    @Test
    void aLaterRequestIsAnswered502IfWhatComesIsNoResponse() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    connection.request();
                    connection.answer("junk\r\n\r\n");
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/first");
            assertThat(client.get("/later").status()).isEqualTo(502);
        }
    }

    /** The kernel of a server that resets may not have acknowledged what its application read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 40})
    void aRequestThatTheServerReadBeforeItResetIsNeverRepeated(int before) throws IOException {
        try (Origin origin = Origin.thatResetsAfterReadingRequest(before);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < before; i++) {
                assertThat(client.post("/", "body").status()).isEqualTo(200);
            }
            client.sendPost("/last", "body");
            if (before == 0) {
                assertThat(client.reply().status()).isEqualTo(502);
            } else {
                assertThat(client.rest()).isEmpty();
            }
            assertThat(origin.requests()).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /again HTTP/1.1\r\nHost: gateway\r\n\r\n",
                "POST /again HTTP/1.1\r\nHost: gateway\r\nContent-Length: 4\r\n\r\nbody",
                "POST /again HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"
            })
    void aRequestOnAConnectionThatDiedUnseenIsRepeatedAndTheClientDoesNotNotice(String request) throws Exception {
        CountDownLatch close = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    close.await();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
                RawClient client = gateway.client()) {
            client.get("/");
            gateway.awaitIdle(1);
            gateway.standStillWhile(() -> {
                // the request is first in the loop's next batch, the end of the server connection second
                client.send(request);
                close.countDown();
                soon().until(() -> origin.connections() == 0);
            });
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(origin.accepted()).isEqualTo(2);
            assertThat(origin.requests()).hasSize(2);
            assertThat(origin.requests().getLast().body()).isEqualTo(request.startsWith("GET") ? "" : "body");
        }
    }

    @Test
    void bytesAfterAResponseAreNotGivenToTheNextRequest() throws IOException {
        CountDownLatch two = new CountDownLatch(2);
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        two.countDown();
                        two.await();
                        String target = connection.last().startLine().split(" ")[1];
                        connection.answer(
                                target.equals("/evil")
                                        ? OK + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"
                                        : OK);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
                RawClient client = gateway.client();
                RawClient other = gateway.client()) {
            client.sendGet("/");
            other.sendGet("/");
            client.reply();
            other.reply();
            gateway.awaitIdle(2);
            client.send("GET /evil HTTP/1.1\r\nHost: gateway\r\n\r\nGET /next HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(client.reply().body()).isEqualTo("ok");
            assertThat(client.reply().body()).isEqualTo("ok");
            assertThat(client.get("/").body()).isEqualTo("ok");
            assertThat(other.get("/").body()).isEqualTo("ok");
        }
    }

    @Test
    void bytesOnAnIdleConnectionAreGivenToNobody() throws IOException {
        CountDownLatch idle = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    idle.await();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
                    while (connection.request()) {
                        connection.answer(OK);
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/");
            gateway.awaitIdle(1);
            idle.countDown();
            gateway.awaitIdle(0);
            soon().until(() -> origin.connections() == 0);
            assertThat(client.get("/").body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\n"
            })
    void aResponseThatIsCutShortDoesNotLookWhole(String answer) throws IOException {
        try (Origin origin = Origin.answeringOnceWith(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/");
            Message head = client.head();
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> client.body(head, true));
        }
    }

    @Test
    void aBodyWithoutALengthThatEndsWithAResetDoesNotLookWhole() throws IOException {
        CountDownLatch passed = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer("HTTP/1.1 200 OK\r\n\r\nshort");
                    passed.await();
                    connection.reset();
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/");
            client.head();
            assertThat(client.read(5)).isEqualTo("short");
            passed.countDown();
            assertThatExceptionOfType(SocketException.class).isThrownBy(client::isEnded);
        }
    }

    @Test
    void aResponseThatStopsComingDoesNotLookWhole() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\n\r\nshort");
                    connection.isAtEnd();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutServer(100));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            client.head();
            assertThat(client.read(5)).isEqualTo("short");
            assertThatExceptionOfType(SocketException.class).isThrownBy(client::isEnded);
        }
    }

    @Test
    void aServerThatRefusesAnUploadAndClosesIsHeard() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.requestHead();
                    connection.answer(
                            "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10000000\r\n\r\n");
            Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        client.send("x".repeat(100_000));
                    }
                } catch (IOException refused) {
                    // heard by the other thread
                }
            });
            assertThat(client.reply().status()).isEqualTo(413);
        }
    }
}
