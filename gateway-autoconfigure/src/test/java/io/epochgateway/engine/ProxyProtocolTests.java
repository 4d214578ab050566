package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.counter.EventCounters;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.net.Described.Kind;
import io.epochgateway.stream.SessionReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code accept-proxy} and {@code send-proxy}: the header goes first, and its addresses are the client's. */
@Timeout(30)
class ProxyProtocolTests {

    private static final String HEADER = "PROXY TCP4 192.0.2.1 192.0.2.2 1111 2222\r\n";

    private static BindDefinition accepting() {
        return Setup.bind(new Tcp("127.0.0.1", 0), true);
    }

    private static Setup sending(Origin origin, SendProxy version) {
        return new Setup()
                .connect(new ConnectOptions(version, null, null, null, Duration.ZERO))
                .server(origin.address(), 1, false);
    }

    /** Answers each request with the header that its connection began with. */
    private static Origin tellingTheHeader() {
        return Origin.that(connection -> {
            String header = connection.line();
            while (connection.request()) {
                connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + header.length() + "\r\n\r\n" + header);
            }
        });
    }

    private static long pendingInput(TestGateway gateway) {
        return gateway.descriptors(Kind.CLIENT).stream()
                .mapToLong(client -> client.owner().pendingInput())
                .sum();
    }

    private static long glitches() {
        return EventCounters.all().stream()
                .filter(counter -> counter.comment().contains("PROXY protocol header"))
                .mapToLong(counter -> counter.count())
                .sum();
    }

    @Test
    void theAddressesOfTheHeaderAreTheClientsAndGoOnToTheServer() throws IOException {
        try (Origin origin = tellingTheHeader();
                TestGateway gateway =
                        TestGateway.start(sending(origin, SendProxy.V1).binds(accepting()));
                RawClient client = gateway.client()) {
            client.send(HEADER);
            assertThat(client.get("/").body()).isEqualTo(HEADER.strip());
            SessionReport session = gateway.gateway()
                    .frontends()
                    .iterator()
                    .next()
                    .sessions()
                    .reports()
                    .getFirst();
            assertThat(session.source()).isEqualTo(new InetSocketAddress("192.0.2.1", 1111));
        }
    }

    @Test
    void aHeaderMayBeSplitAnywhereAndRequestsMayFollowItAtOnce() throws IOException {
        String all = HEADER + "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n";
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin).binds(accepting()))) {
            for (int at = 0; at <= HEADER.length() + 1; at++) {
                try (RawClient client = gateway.client()) {
                    int first = at;
                    client.send(all.substring(0, at));
                    if (at < HEADER.length()) {
                        soon().until(() -> pendingInput(gateway) == first);
                    }
                    client.send(all.substring(at));
                    assertThat(client.reply().body()).isEqualTo("/1");
                    assertThat(client.reply().body()).isEqualTo("/2");
                }
            }
        }
    }

    @Test
    void inModeTcpBytesBehindTheHeaderAndTheClientsFinReachTheServer() throws IOException {
        try (Origin origin = Origin.that(connection -> connection.send(connection.rest()));
                TestGateway gateway =
                        TestGateway.start(sending(origin, SendProxy.V1).tcp().binds(accepting()));
                RawClient client = gateway.client()) {
            client.send(HEADER + "hello");
            client.endOutput();
            assertThat(client.rest()).isEqualTo(HEADER + "hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1111\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\r\n\0\r\nQUIT\nxxxxxxxxxxxxxxx"
            })
    void aMalformedHeaderClosesWithoutAnAnswerAndIsCounted(String bytes) throws IOException {
        long before = glitches();
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin).binds(accepting()));
                RawClient client = gateway.client()) {
            client.send(bytes);
            assertThat(client.countRest()).isZero();
            assertThat(glitches()).isEqualTo(before + 1);
            assertThat(origin.accepted()).isZero();
        }
    }

    @Test
    void aRefusedHeaderIsLoggedInHaproxysWords() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).binds(accepting()).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.send("PROXY TCP4 nonsense\r\n");
            assertThat(client.countRest()).isZero();
            assertThat(lines.awaitOne())
                    .matches("127\\.0\\.0\\.1:\\d+ \\[\\S+] front/1: Received an invalid PROXY protocol header");
        }
    }

    @Test
    void theLogNamesTheClientOfTheHeader() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).binds(accepting()).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.send(HEADER);
            client.get("/");
            assertThat(lines.awaitOne()).startsWith("192.0.2.1:1111 [");
        }
    }

    @Test
    void aHeaderThatIsCutShortIsClosedAtTheEndAndCounted() throws IOException {
        long before = glitches();
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin).binds(accepting()));
                RawClient client = gateway.client()) {
            client.send("PROXY TCP4 192");
            client.endOutput();
            assertThat(client.countRest()).isZero();
            assertThat(glitches()).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 192"})
    void aHeaderThatNeverComesIsClosedAtTimeoutClient(String part) throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).binds(accepting()).timeoutClient(100));
                RawClient client = gateway.client()) {
            client.send(part);
            assertThat(client.countRest()).isZero();
        }
    }

    @Test
    void aConnectionThatWaitsForItsHeaderIsClosedByTheStop() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin).binds(accepting()));
                RawClient client = gateway.client()) {
            client.send("PROXY");
            gateway.awaitSessions(1);
            gateway.gateway().stop(Duration.ofSeconds(10));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void connectionsWithAHeaderAreReusedByTheirOwnClientOnly() throws IOException {
        try (Origin origin = tellingTheHeader();
                TestGateway gateway = TestGateway.start(sending(origin, SendProxy.V1));
                RawClient one = gateway.client();
                RawClient two = gateway.client()) {
            String first = one.get("/").body();
            String second = two.get("/").body();
            assertThat(first).isNotEqualTo(second).startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ");
            assertThat(one.get("/").body()).isEqualTo(first);
            assertThat(two.get("/").body()).isEqualTo(second);
            assertThat(origin.accepted()).isEqualTo(2);
            assertThat(gateway.descriptors(Kind.SERVER)).hasSize(2);
        }
    }
}
