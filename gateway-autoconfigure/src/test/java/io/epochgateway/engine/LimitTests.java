package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.epochgateway.definition.RestrictReqHdrNames;
import io.epochgateway.definition.TuneDefinition;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too much of a head (HAProxy {@code tune}), and field names that aren't wanted. */
class LimitTests {

    private static final String GET = "GET / HTTP/1.1\r\nHost: gateway\r\n";

    private static String head(int bytes) {
        return GET + "X: " + "y".repeat(bytes - GET.length() - 7) + "\r\n\r\n";
    }

    static Stream<Arguments> heads() {
        TuneDefinition usual = TuneDefinition.DEFAULT;
        return Stream.of(
                arguments("as large as may be", usual, 200, head(15360)),
                arguments("a byte too large", usual, 431, head(15361)),
                arguments("much too large", usual, 431, head(100_000)),
                arguments("as many fields as may be", usual, 200, GET + "X: y\r\n".repeat(100) + "\r\n"),
                arguments("a field too many", usual, 431, GET + "X: y\r\n".repeat(101) + "\r\n"),
                arguments("much too many fields", usual, 431, GET + "X: y\r\n".repeat(5000) + "\r\n"),
                arguments("a target that fills the head", usual, 414, GET.replace("/ ", "/" + "y".repeat(15400) + ' ')),
                arguments("a method that fills the head", usual, 400, "G".repeat(20_000) + " / HTTP/1.1\r\n\r\n"),
                arguments("nothing but empty lines", usual, 400, "\r\n".repeat(10_000)),
                arguments("larger buffers", new TuneDefinition(32768, 1024, 101, 32768), 200, head(31744)),
                arguments(
                        "more fields",
                        new TuneDefinition(16384, 1024, 200, 16384),
                        200,
                        GET + "X: y\r\n".repeat(199) + "\r\n"),
                arguments("smaller buffers", new TuneDefinition(2048, 1024, 101, 2048), 431, head(1025)),
                arguments("fewer fields", new TuneDefinition(16384, 1024, 2, 16384), 431, GET + "X: y\r\nX: y\r\n\r\n"),
                arguments(
                        "shorter targets",
                        new TuneDefinition(16384, 1024, 101, 10),
                        414,
                        GET.replace("/ ", "/1234567890 ")),
                arguments(
                        "as long a target",
                        new TuneDefinition(16384, 1024, 101, 10),
                        200,
                        GET.replace("/ ", "/123456789 ") + "\r\n"));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource
    void heads(String title, TuneDefinition tune, int status, String request) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).tune(tune));
                RawClient client = gateway.client()) {
            client.send(request);
            Message reply = client.reply();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(origin.requests()).hasSize(status == 200 ? 1 : 0);
            if (status != 200) {
                assertThat(reply.field("Connection")).isEqualTo("close");
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aResponseOverTheLimitIsAnswered502() throws IOException {
        String large = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: " + "y".repeat(1000) + "\r\n\r\n";
        try (Origin origin = Origin.answering(large);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).tune(new TuneDefinition(1024, 512, 101, 1024)));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
        }
    }

    private static HttpSetup restricted(RestrictReqHdrNames names) {
        return new HttpSetup().restrictReqHdrNames(names);
    }

    private static final String UNUSUAL = "GET / HTTP/1.1\r\nHost: gateway\r\nX_Y: 1\r\nX-Z: 2\r\nX.Y: 3\r\n\r\n";

    @Test
    void unusualFieldNamesArePreserved() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(UNUSUAL);
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(origin.requests().getFirst().fields())
                    .containsExactly("Host: gateway", "X_Y: 1", "X-Z: 2", "X.Y: 3");
        }
    }

    @Test
    void unusualFieldNamesAreDeletedWhereEitherSideSaysSo() throws IOException {
        HttpSetup delete = restricted(RestrictReqHdrNames.DELETE);
        for (boolean front : new boolean[] {true, false}) {
            try (Origin origin = Origin.answering(OK);
                    TestGateway gateway = TestGateway.start(
                            front
                                    ? Setup.to(origin).front(delete)
                                    : Setup.to(origin).back(delete));
                    RawClient client = gateway.client()) {
                client.send(UNUSUAL);
                assertThat(client.reply().status()).isEqualTo(200);
                assertThat(origin.requests().getFirst().fields()).containsExactly("Host: gateway", "X-Z: 2");
            }
        }
    }

    @Test
    void requestsWithUnusualFieldNamesAreRejectedWhereEitherSideSaysSo() throws IOException {
        HttpSetup reject = restricted(RestrictReqHdrNames.REJECT);
        for (boolean front : new boolean[] {true, false}) {
            try (Origin origin = Origin.answering(OK);
                    TestGateway gateway = TestGateway.start(
                            front
                                    ? Setup.to(origin).front(reject)
                                    : Setup.to(origin).back(reject));
                    RawClient client = gateway.client()) {
                client.send(UNUSUAL);
                assertThat(client.reply().status()).isEqualTo(403);
                client.send("POST / HTTP/1.1\r\nHost: gateway\r\nX_Y: 1\r\nContent-Length: 3\r\n\r\nabc");
                assertThat(client.reply().status()).isEqualTo(403);
                assertThat(client.get("/").status()).isEqualTo(200);
                assertThat(origin.requests()).hasSize(1);
            }
        }
    }
}
