package io.epochgateway.sample.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1 on the wire, byte by byte. */
@Timeout(60)
class OriginConnectionTests {

    private static final String HOST = "Host: origin\r\n";

    private static Origin origin;

    private RawClient client;

    @BeforeAll
    static void start() throws IOException {
        origin = Origin.start(0, 1);
    }

    @AfterAll
    static void stop() {
        origin.close();
    }

    @BeforeEach
    void connect() throws IOException {
        client = new RawClient(origin);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    @Test
    void aConnectionServesRequestsOneAfterTheOther() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(client.get("/?s=" + i).reply().body()).hasSize(i);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            String delay = i % 100 == 3 ? "&t=5" : "";
            requests.append("GET /?s=%d%s HTTP/1.1\r\n%s\r\n".formatted(i * 7, delay, HOST));
        }
        client.send(requests.toString());
        for (int i = 0; i < 500; i++) {
            assertThat(client.reply().body()).hasSize(i * 7);
        }
    }

    @Test
    void pipelinedPostsOfEachFramingAreToldApart() throws Exception {
        String fixed = "POST /?s=1 HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nGET /";
        String chunked = "POST /?s=2 HTTP/1.1\r\n" + HOST
                + "Transfer-Encoding: chunked\r\n\r\n3;ext=1\r\nGET\r\n0010\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n";
        String unawaited = "POST /?s=3&B=0 HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\n12345";
        client.send((fixed + chunked + unawaited).repeat(20));
        for (int i = 0; i < 20; i++) {
            assertThat(client.reply().body()).hasSize(1);
            assertThat(client.reply().body()).hasSize(2);
            assertThat(client.reply().body()).hasSize(3);
        }
    }

    @Test
    void aRequestMayBeSplitAtAnyByte() throws Exception {
        String request = "\r\nPOST /?s=3 HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                + "3;x\r\nabc\r\n0\r\nT: x\r\n\r\nGET /?s=4 HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawClient other = new RawClient(origin)) {
            for (int split = 1; split < request.length(); split++) {
                client.send(request.substring(0, split));
                // the origin's only loop has seen the first part when it has answered twice after it
                other.get("/").reply();
                other.get("/").reply();
                client.send(request.substring(split));
                assertThat(client.reply().body()).hasSize(3);
                assertThat(client.reply().body()).hasSize(4);
            }
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws Exception {
        String request = "POST /?s=3 HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
        for (byte b : request.getBytes(StandardCharsets.US_ASCII)) {
            client.send(new byte[] {b});
        }
        assertThat(client.reply().body()).hasSize(3);
    }

    @Test
    void theAnswerComesOnceTheAwaitedPartOfTheBodyIsThere() throws Exception {
        client.send("POST /?s=3&B=10 HTTP/1.1\r\n" + HOST + "Content-Length: 20\r\n\r\n0123456789");
        assertThat(client.reply().body()).hasSize(3);
        client.send("0123456789GET /?s=4 HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(client.reply().body()).hasSize(4);
    }

    @Test
    void anExpectedContinueComesBeforeTheBodyIsSent() throws Exception {
        client.send("POST /?s=3 HTTP/1.1\r\n" + HOST + "Expect: 100-Continue\r\nContent-Length: 4\r\n\r\n");
        assertThat(client.reply().status()).isEqualTo(100);
        assertThat(client.send("1234").reply().body()).hasSize(3);
    }

    @Test
    void anAnswerInPlaceOfTheContinueCloses() throws Exception {
        client.send("POST /?s=3&B=0 HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.fields()).containsEntry("Connection", "close");
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?s=1000", "/?s=5m", "/?s=1000&k=1", "/?"})
    void headHasTheFieldsOfGetAndNoBody(String target) throws Exception {
        client.send("HEAD " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
        RawClient.Reply head = client.headOnly();
        assertThat(head.fields())
                .isNotEmpty()
                .isEqualTo(client.get(target).reply().fields());
    }

    @Test
    void http10ClosesByDefault() throws Exception {
        RawClient.Reply reply = client.send("GET /?s=5 HTTP/1.0\r\n\r\n").reply();
        assertThat(reply.fields()).containsEntry("Connection", "close");
        assertThat(reply.body()).hasSize(5);
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /?s=5 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET /?s=5&K=1 HTTP/1.0\r\n\r\n"})
    void http10KeepsTheConnectionWhenAsked(String request) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(client.send(request).reply().fields()).containsEntry("Connection", "keep-alive");
        }
    }

    @Test
    void http10GetsNoChunks() throws Exception {
        client.send("GET /?s=500&k=1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        RawClient.Reply reply = client.reply();
        assertThat(reply.fields()).containsOnlyKeys("Connection").containsEntry("Connection", "close");
        assertThat(reply.body()).hasSize(500);
    }

    @Test
    void theClientsCloseIsObeyed() throws Exception {
        client.send("GET /?s=5 HTTP/1.1\r\n" + HOST + "Connection: foo, CLOSE\r\n\r\n");
        assertThat(client.reply().fields()).containsEntry("Connection", "close");
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @Test
    void closeWinsOverKeepAlive() throws Exception {
        assertThat(client.get("/?K=1&C=1").reply().fields()).containsEntry("Connection", "close");
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @Test
    void aSlowReaderGetsEverything() throws Exception {
        client.send("GET /?s=20m HTTP/1.1\r\n%s\r\nGET /?s=1 HTTP/1.1\r\n%s\r\n".formatted(HOST, HOST));
        try (RawClient other = new RawClient(origin)) {
            assertThat(other.get("/?s=6").reply().body()).hasSize(6);
        }
        assertThat(client.reply().body()).hasSize(20 << 20);
        assertThat(client.reply().body()).hasSize(1);
    }

    @Test
    void moreInputThanIsHeldWaitsInTheKernelDuringADelay() throws Exception {
        String delayed = "GET /?t=100 HTTP/1.1\r\n" + HOST + "\r\n";
        int count = 5000;
        client.send(delayed + ("GET /?s=0 HTTP/1.1\r\n" + HOST + "\r\n").repeat(count));
        assertThat(client.reply().body()).hasSize(64);
        for (int i = 0; i < count; i++) {
            assertThat(client.reply().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?s=5m", "/?s=1000&t=50", "/?s=300k&k=1", "/?s=10k&p=10"})
    void aClientThatEndsItsOutputGetsAllThatItHasAskedFor(String target) throws Exception {
        client.get(target).get("/?s=7").endOutput();
        assertThat(client.reply().body()).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(client.reply().body()).hasSize(7);
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1234"})
    void anEndInTheMiddleOfARequestClosesWithoutAnAnswer(String part) throws Exception {
        client.send(part).endOutput();
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @Test
    void aRefusedUploadIsReadOnSoThatItsSenderSeesTheAnswer() throws Exception {
        client.send("POST /?C=1&B=0&s=3 HTTP/1.1\r\n" + HOST + "Content-Length: 200000\r\n\r\n");
        client.send(new byte[199_999]);
        assertThat(client.reply().body()).hasSize(3);
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n\n",
                "\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / x HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000\r\n"
            })
    void whatIsNotHttpIsRefusedAndTheConnectionCloses(String request) throws Exception {
        client.get("/?s=1");
        client.send(request);
        assertThat(client.reply().status()).isEqualTo(200);
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.fields()).containsEntry("Connection", "close");
        assertThat(reply.text()).isNotBlank().doesNotContain("Exception");
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @Test
    void aHeadWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws Exception {
        client.send("GET / HTTP/1.1\r\nX: " + "x".repeat(40_000));
        assertThat(client.reply().status()).isEqualTo(400);
        assertThat(client.isClosedByOrigin()).isTrue();
    }

    @Test
    void aHeadOf32KilobytesIsServed() throws Exception {
        String start = "GET /?s=5 HTTP/1.1\r\n" + HOST + "X: ";
        String request = start + "x".repeat(HeadParser.MOST_BYTES - start.length() - 4) + "\r\n\r\n";
        assertThat(client.send(request).reply().body()).hasSize(5);
        assertThat(client.send(request.replace("X: x", "X: xx")).reply().status())
                .isEqualTo(400);
    }

    @Test
    void aClosedClientLeavesTheOthersAlone() throws Exception {
        client.send("GET /?s=1g HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(client.headOnly().status()).isEqualTo(200);
        client.close();
        try (RawClient other = new RawClient(origin)) {
            assertThat(other.get("/?s=6").reply().body()).hasSize(6);
        }
    }
}
