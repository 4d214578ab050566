package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.epoll.LoopFigures;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connections that live on between requests, on both sides. */
class KeepAliveTests {

    @Test
    void keepAliveOnBothSidesReusesOneServerConnection() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 5; i++) {
                Message reply = client.get("/" + i);
                assertThat(reply.body()).isEqualTo("/" + i);
                assertThat(reply.has("Connection")).isFalse();
            }
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    @Test
    void pipelinedRequestsInOneSegmentAreAnsweredInOrder() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(gets(50));
            for (int i = 0; i < 50; i++) {
                assertThat(client.reply().body()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    void pipelinedRequestsWithAFinRightBehindThemAreAllAnswered() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(gets(20));
            client.endOutput();
            for (int i = 0; i < 20; i++) {
                assertThat(client.reply().body()).isEqualTo("/" + i);
            }
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void pipelinedRequestsThatComeWhileTheFirstIsServedAreAnsweredInOrder() throws IOException {
        CountDownLatch sent = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    sent.await();
                    connection.answer(OK);
                    while (connection.request()) {
                        connection.answer(OK);
                    }
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 10; i++) {
                client.sendGet("/" + i);
            }
            sent.countDown();
            for (int i = 0; i < 10; i++) {
                assertThat(client.reply().status()).isEqualTo(200);
            }
            assertThat(origin.requests())
                    .extracting(Message::startLine)
                    .containsExactlyElementsOf(IntStream.range(0, 10)
                            .mapToObj(i -> "GET /" + i + " HTTP/1.1")
                            .toList());
        }
    }

    @Test
    void pipelinedPostsKeepTheirBodies() throws IOException {
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            StringBuilder posts = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                posts.append("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 4\r\n\r\nb%03d".formatted(i));
            }
            client.send(posts.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(client.reply().body()).isEqualTo("b%03d".formatted(i));
            }
        }
    }

    @Test
    void aRequestMayBeSplitAtEveryByte() throws IOException {
        String request = "POST /split HTTP/1.1\r\nHost: gateway\r\nX-Name: value\r\nContent-Length: 4\r\n\r\nbody";
        try (Origin origin = Origin.answeringWithTheBody();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int at = 1; at < request.length(); at++) {
                long before = gateway.sum(LoopFigures::events);
                client.send(request.substring(0, at));
                soon().until(() -> gateway.sum(LoopFigures::events) > before);
                client.send(request.substring(at));
                assertThat(client.reply().body()).as("split at %d", at).isEqualTo("body");
            }
            assertThat(origin.requests())
                    .hasSize(request.length() - 1)
                    .allMatch(seen -> seen.startLine().equals("POST /split HTTP/1.1")
                            && seen.field("X-Name").equals("value"));
        }
    }

    @Test
    void anHttp10ClientIsClosedAfterTheResponse() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            Message reply = client.reply();
            assertThat(reply.startLine()).startsWith("HTTP/1.1 200");
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void anHttp10ClientThatAsksForKeepAliveGetsIt() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.reply().field("Connection")).isEqualTo("keep-alive");
            }
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatSaysCloseIsClosedAndTheServerConnectionKept() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.send("GET / HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
            assertThat(first.reply().field("Connection")).isEqualTo("close");
            assertThat(first.isEnded()).isTrue();
            assertThat(second.get("/").status()).isEqualTo(200);
            assertThat(origin.accepted()).isEqualTo(1);
            assertThat(origin.requests()).noneMatch(seen -> seen.has("Connection"));
        }
    }

    @Test
    void aServerThatSaysCloseLosesItsConnectionAndTheClientKeepsIts() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/").has("Connection")).isFalse();
            }
            assertThat(origin.accepted()).isEqualTo(3);
        }
    }

    /** RFC 9110 section 7.6.1 */
    @Test
    void fieldsOfOneConnectionAreStrippedBothWays() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nX-End: 2\r\n"
                + "Content-Length: 0\r\n\r\n";
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("GET / HTTP/1.1\r\nHost: gateway\r\nConnection: keep-alive, x-private\r\nX-Private: 1\r\n"
                    + "Keep-Alive: 3\r\nProxy-Connection: keep-alive\r\nX-Public: 2\r\n\r\n");
            Message reply = client.reply();
            assertThat(reply.fields()).containsExactly("X-End: 2", "Content-Length: 0");
            assertThat(origin.requests().getFirst().fields()).containsExactly("Host: gateway", "X-Public: 2");
        }
    }

    @Test
    void aClientThatEndsItsOutputStillGetsItsResponse() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/late");
            client.endOutput();
            Message reply = client.reply();
            assertThat(reply.body()).isEqualTo("/late");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void anIdleClientIsClosedAfterTimeoutHttpKeepAliveWithoutAWord() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).timeoutHttpKeepAlive(100));
                RawClient client = gateway.client()) {
            client.get("/");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void anIdleConnectionThatTheServerClosesLeavesThePool() throws IOException {
        try (Origin origin = Origin.answeringOnceWith(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
            soon().until(() -> origin.connections() == 0);
            gateway.awaitIdle(0);
        }
    }

    private static String gets(int count) {
        StringBuilder gets = new StringBuilder();
        for (int i = 0; i < count; i++) {
            gets.append("GET /").append(i).append(" HTTP/1.1\r\nHost: gateway\r\n\r\n");
        }
        return gets.toString();
    }
}
