package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies in all framings, both ways. */
class BodyTests {

    private static final String MEGABYTE = "0123456789abcdef".repeat(65536);

    @Test
    void aMegabyteGoesUpAndDown() throws IOException {
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            assertThat(client.post("/", MEGABYTE).body().equals(MEGABYTE)).isTrue();
            assertThat(client.post("/", "small").body()).isEqualTo("small");
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyBodyIsAWholeOne() throws IOException {
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            assertThat(client.post("/", "").field("Content-Length")).isEqualTo("0");
            assertThat(client.post("/", "next").body()).isEqualTo("next");
        }
    }

    @Test
    void chunksAndTrailersPassAsTheyAreBothWays() throws IOException {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\ndefgh\r\n0\r\nX-Sum: 8\r\n\r\n";
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("POST / HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2\r\nab\r\n4\r\ncdef\r\n0\r\nX-End: 6\r\n\r\n");
                Message reply = client.reply();
                assertThat(reply.chunks()).containsExactly(3, 5);
                assertThat(reply.body()).isEqualTo("abcdefgh");
                assertThat(reply.trailers()).containsExactly("X-Sum: 8");
            }
            assertThat(origin.accepted()).isEqualTo(1);
            assertThat(origin.requests()).allSatisfy(seen -> {
                assertThat(seen.chunks()).containsExactly(2, 4);
                assertThat(seen.body()).isEqualTo("abcdef");
                assertThat(seen.trailers()).containsExactly("X-End: 6");
            });
        }
    }

    @Test
    void aChunkedMegabyteComesDownWhole() throws IOException {
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 64; i++) {
            answer.append("4000\r\n")
                    .append(MEGABYTE, i * 0x4000, (i + 1) * 0x4000)
                    .append("\r\n");
        }
        try (Origin origin = Origin.answering(answer.append("0\r\n\r\n").toString());
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            assertThat(client.get("/").body().equals(MEGABYTE)).isTrue();
            assertThat(client.get("/").body().equals(MEGABYTE)).isTrue();
        }
    }

    @Test
    void anAnswerInPiecesComesOutWhole() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Name: value\r\n\r\nhello";
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        for (int i = 0; i < answer.length(); i++) {
                            connection.send(answer.substring(i, i + 1));
                        }
                        connection.answer("");
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/").body()).isEqualTo("hello");
            }
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    /** RFC 9110 sections 9.3.2, 15.3.5 and 15.4.5 */
    @Test
    void responsesWithoutABodyHaveNoneWhateverTheySay() throws IOException {
        try (Origin origin = Origin.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
                        "HTTP/1.1 204 No Content\r\n\r\n",
                        "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n",
                        Origin.OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(client.head().field("Content-Length")).isEqualTo("1000");
            assertThat(client.get("/").status()).isEqualTo(204);
            assertThat(client.get("/").status()).isEqualTo(304);
            assertThat(client.get("/").body()).isEqualTo("ok");
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatEndsWithTheConnectionEndsTheClientsToo() throws IOException {
        try (Origin origin = Origin.answeringOnceWith("HTTP/1.1 200 OK\r\n\r\n" + MEGABYTE);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            Message reply = client.get("/");
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(reply.body().equals(MEGABYTE)).isTrue();
        }
    }

    /** RFC 9110 section 10.1.1 */
    @Test
    void aClientThatWaitsFor100ContinueGetsTheServers() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    while (!connection.isAtEnd()) {
                        Message head = connection.requestHead();
                        connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                        String body = connection.body(head, false).body();
                        connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                client.send("POST / HTTP/1.1\r\nHost: gateway\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
                assertThat(client.reply().status()).isEqualTo(100);
                client.send("body");
                assertThat(client.reply().body()).isEqualTo("body");
            }
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    /** RFC 9110 section 15.2 */
    @Test
    void interimResponsesPassButNotToAnHttp10Client() throws IOException {
        String answer = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + Origin.OK;
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client();
                RawClient old = gateway.client()) {
            assertThat(client.get("/").field("Link")).isEqualTo("</a>");
            assertThat(client.reply().status()).isEqualTo(102);
            assertThat(client.reply().body()).isEqualTo("ok");
            old.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(old.reply().body()).isEqualTo("ok");
        }
    }

    @Test
    void aSlowReaderSlowsTheOriginDownAndGetsEverything() throws Exception {
        int pieces = 512;
        String piece = MEGABYTE.substring(0, 65536);
        AtomicLong sent = new AtomicLong();
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.send(
                            "HTTP/1.1 200 OK\r\nContent-Length: " + (long) pieces * piece.length() + "\r\n\r\n");
                    for (int i = 0; i < pieces; i++) {
                        connection.send(piece);
                        sent.addAndGet(piece.length());
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            client.sendGet("/");
            Message head = client.head();
            AtomicLong before = new AtomicLong(-1);
            soon().pollInterval(ofMillis(200))
                    .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
            assertThat(sent.get()).isLessThan((long) pieces * piece.length());
            assertThat(client.body(head, false).body().equals(piece.repeat(pieces)))
                    .isTrue();
        }
    }

    @Test
    void aSlowOriginSlowsTheClientDownAndGetsEverything() throws Exception {
        int pieces = 512;
        String piece = MEGABYTE.substring(0, 65536);
        CountDownLatch read = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    Message head = connection.requestHead();
                    read.await();
                    String body = connection.body(head, false).body();
                    connection.answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                            + (body.equals(piece.repeat(pieces)) ? "whole" : "wrong"));
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            AtomicLong sent = new AtomicLong();
            client.send("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + (long) pieces * piece.length()
                    + "\r\n\r\n");
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < pieces; i++) {
                        client.send(piece);
                        sent.addAndGet(piece.length());
                    }
                } catch (IOException gone) {
                    sent.set(-1);
                }
            });
            AtomicLong before = new AtomicLong(-1);
            soon().pollInterval(ofMillis(200))
                    .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
            assertThat(sent.get()).isLessThan((long) pieces * piece.length());
            read.countDown();
            assertThat(client.reply().body()).isEqualTo("whole");
            sender.join();
        }
    }

    @Test
    void anEarlyResponsePassesWhileTheUploadGoesOnAndTheClientStays() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    Message head = connection.requestHead();
                    connection.answer(Origin.OK);
                    connection.body(head, false);
                    while (connection.request()) {
                        connection.answer(Origin.OK);
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 1000000\r\n\r\nbegin");
            assertThat(client.reply().body()).isEqualTo("ok");
            client.send("x".repeat(1000000 - "begin".length()));
            assertThat(client.get("/next").status()).isEqualTo(200);
        }
    }
}
