package io.epochgateway.sample.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each argument does, seen by an HTTP client that knows nothing of the origin. */
@Timeout(60)
class OriginTests {

    private static Origin origin;

    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        origin = Origin.start(0, 2);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        origin.close();
    }

    @Test
    void withoutArgumentsASmallBodyIsAnswered() throws Exception {
        HttpResponse<byte[]> response = get("/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(64);
        assertThat(response.headers().map().keySet()).containsExactly("content-length");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 1023, 1024, 1025, 65_536, 65_537, 1_048_576, 5_000_001})
    void theBodyHasTheSizeAskedFor(int size) throws Exception {
        HttpResponse<byte[]> response = get("/?s=" + size);
        assertThat(response.body()).hasSize(size);
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(size);
        assertThat(response.body()).isEqualTo(lines(size));
    }

    @Test
    void nineteenKAre19456Bytes() throws Exception {
        assertThat(get("/?s=19k/C=2r").body()).hasSize(19_456);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 500, 503, 599})
    void theStatusIsTheOneAskedFor(int status) throws Exception {
        HttpResponse<byte[]> response = get("/?r=" + status + "&s=10");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void aStatusWithoutContentHasNoneAndKeepsTheConnection(int status) throws Exception {
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?s=100&r=" + status).headOnly();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.fields()).isEmpty();
            assertThat(raw.get("/?s=7").reply().body()).hasSize(7);
        }
    }

    @Test
    void theAnswerWaitsForTheDelay() throws Exception {
        long before = System.nanoTime();
        assertThat(get("/?t=150").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aClientThatLeavesDuringTheDelayHurtsNobody() throws Exception {
        new RawClient(origin).get("/?t=50").close();
        assertThat(get("/?t=100&s=3").body()).hasSize(3);
    }

    @Test
    void closeIsAnnouncedAndDone() throws Exception {
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?C=1&s=100k").reply();
            assertThat(reply.fields()).containsEntry("Connection", "close");
            assertThat(reply.body()).hasSize(102_400);
            assertThat(raw.isClosedByOrigin()).isTrue();
        }
    }

    @Test
    void aRandomCloseHappensAndDoesNot() throws Exception {
        int closed = 0;
        RawClient raw = new RawClient(origin);
        for (int i = 0; i < 200; i++) {
            if (raw.get("/?s=10/C=2r").reply().fields().containsKey("Connection")) {
                assertThat(raw.isClosedByOrigin()).isTrue();
                raw.close();
                raw = new RawClient(origin);
                closed++;
            }
        }
        raw.close();
        assertThat(closed).isBetween(40, 160);
    }

    @Test
    void chunksAreOfOneByte() throws Exception {
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?k=1&s=5000").reply();
            assertThat(reply.fields()).containsOnlyKeys("Transfer-Encoding");
            assertThat(reply.chunks()).hasSize(5000).containsOnly(1);
            assertThat(reply.body()).isEqualTo(lines(5000));
            assertThat(raw.get("/?k=1&s=0").reply().body()).isEmpty();
            assertThat(raw.get("/?s=2").reply().body()).hasSize(2);
        }
    }

    @Test
    void aPieceSizeIsTheChunkSize() throws Exception {
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?k=1&s=1050&p=100").reply();
            assertThat(reply.chunks()).hasSize(11).startsWith(100).endsWith(50);
            assertThat(reply.body()).isEqualTo(lines(1050));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?p=1&s=2000", "/?p=1000&s=300k", "/?p=1m&s=3m", "/?p=10g&s=70k", "/?p=10&s=0"})
    void piecesMakeUpTheBody(String target) throws Exception {
        HttpResponse<byte[]> response = get(target);
        int size = (int) response.headers().firstValueAsLong("content-length").orElseThrow();
        assertThat(response.body()).isEqualTo(lines(size));
    }

    @Test
    void aRandomBodyDoesNotCompressAndTheOtherDoes() throws Exception {
        assertThat(deflated(get("/?s=10k&R=1").body())).isGreaterThan(10_000);
        assertThat(deflated(get("/?s=10k").body())).isLessThan(1000);
        assertThat(get("/?s=10k&R=1").body()).isNotEqualTo(get("/?s=10k&R=1").body());
        assertThat(get("/?s=3m&R=1").body()).hasSize(3 << 20);
    }

    @Test
    void withoutAnAnnouncedLengthTheBodyEndsWithTheConnection() throws Exception {
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?b=0&s=200k").reply();
            assertThat(reply.fields()).containsOnlyKeys("Connection").containsEntry("Connection", "close");
            assertThat(reply.body()).isEqualTo(lines(200 << 10));
        }
    }

    @Test
    void aWrongAnnouncedLengthIsToldAndTheConnectionCloses() throws Exception {
        assertThatIOException().isThrownBy(() -> get("/?s=10&b=20"));
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?s=10&b=4").reply();
            assertThat(reply.fields()).containsEntry("Content-Length", "4").containsEntry("Connection", "close");
            assertThat(reply.body()).hasSize(4);
        }
    }

    @Test
    void verboseTellsSizesAndTimes() throws Exception {
        HttpResponse<byte[]> response = post("/?s=7&r=202&v=1&t=20", BodyPublishers.ofByteArray(new byte[300]));
        assertThat(response.headers().firstValue("x-req").orElseThrow()).matches("size=\\d+, body=300, time=\\d+ ms");
        assertThat(response.headers().firstValue("x-rsp").orElseThrow()).matches("code=202, size=7, time=\\d{2,} ms");
    }

    @Test
    void theHelpNamesEveryArgument() throws Exception {
        try (RawClient raw = new RawClient(origin)) {
            RawClient.Reply reply = raw.get("/?").reply();
            assertThat(reply.fields()).containsEntry("Content-Type", "text/plain");
            assertThat(reply.text()).contains("s=", "r=", "t=", "C=", "K=", "k=", "b=", "B=", "p=", "R=", "v=");
            assertThat(raw.get("/?").reply().text()).isEqualTo(OriginHelp.TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?B=0", "/?B=1000", "/?B=10m", "/?t=20", "/?k=1"})
    void aPostedBodyIsReadWithEitherFraming(String target) throws Exception {
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 5; i++) {
            assertThat(post(target, BodyPublishers.ofByteArray(megabyte)).body())
                    .hasSize(64);
            var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(megabyte));
            assertThat(post(target, chunked).body()).hasSize(64);
        }
    }

    @Test
    void anExpectedContinueIsGiven() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/?s=9"))
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(new byte[100_000]))
                .build();
        assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).hasSize(9);
    }

    @Test
    void manyConnectionsAreServedAtOnce() {
        var waiting = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(uri("/?t=100r&s=100kr&C=2r")).build(), BodyHandlers.ofByteArray()))
                .toList();
        assertThat(waiting)
                .allSatisfy(response -> assertThat(response.join().statusCode()).isEqualTo(200));
    }

    @Test
    void aPortThatIsTakenIsToldByItsNumber() {
        assertThatIOException()
                .isThrownBy(() -> Origin.start(origin.port(), 1))
                .withMessageContaining("127.0.0.1:" + origin.port())
                .withMessageContaining("in use");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Origin.start(70_000, 1));
    }

    @Test
    void closingEndsConnectionsAndFreesThePort() throws Exception {
        Origin other = Origin.start(0, 1);
        int port = other.port();
        try (RawClient raw = new RawClient(other)) {
            assertThat(raw.get("/").reply().status()).isEqualTo(200);
            other.close();
            assertThat(raw.isClosedByOrigin()).isTrue();
        }
        Origin.start(port, 1).close();
    }

    private static HttpResponse<byte[]> get(String target) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(target)).build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String target, HttpRequest.BodyPublisher body) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(target)).POST(body).build(), BodyHandlers.ofByteArray());
    }

    private static URI uri(String target) {
        return URI.create("http://127.0.0.1:" + origin.port() + target);
    }

    private static byte[] lines(int size) {
        byte[] lines = new byte[size];
        for (int i = 0; i < size; i++) {
            lines[i] = (byte) "the origin of the epoch gateway repeats this line of 64 bytes..\n".charAt(i % 64);
        }
        return lines;
    }

    private static int deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[2 * bytes.length]);
        }
    }
}
