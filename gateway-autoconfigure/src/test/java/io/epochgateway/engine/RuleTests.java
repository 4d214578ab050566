package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS goes by its server name without being ended; bytes that were looked at arrive whole; mistakes stop the start. */
class RuleTests {

    private static ConfiguredGateway gateway() {
        return ConfiguredGateway.withFront(1)
                .set("defaults.mode", "tcp")
                .set("defaults.timeout.client", "10s")
                .set("defaults.timeout.server", "10s")
                .set("defaults.timeout.connect", "5s");
    }

    private static String random(int length) {
        byte[] random = new byte[length];
        ThreadLocalRandom.current().nextBytes(random);
        return new String(random, StandardCharsets.ISO_8859_1);
    }

    @Test
    void tlsGoesByItsServerNameAndEndsAtTheServer(@TempDir Path directory) throws Exception {
        try (TlsServer shop = TlsServer.start(Files.createDirectory(directory.resolve("shop")));
                TlsServer web = TlsServer.start(Files.createDirectory(directory.resolve("web")));
                ConfiguredGateway gateway = gateway()) {
            gateway.set("frontend.front.tcp-request.inspect-delay", "5s")
                    .add("frontend.front.tcp-request.content", "accept if { req.ssl_hello_type 1 }")
                    .add("frontend.front.tcp-request.content", "reject")
                    .set("frontend.front.use-backend", "shop if { req.ssl_sni -i shop.example }")
                    .server("shop/s", shop.port(), "")
                    .server("back/s", web.port(), "")
                    .start();
            ask(gateway.address(), "shop.example");
            ask(gateway.address(), "web.example");
            ask(gateway.address(), "SHOP.example");
            try (RawClient plain = gateway.client()) {
                plain.send("GET / HTTP/1.1\r\n\r\n");
                assertThat(plain.rest()).isEmpty();
            }
            gateway.awaitNoSessions();
            assertThat(shop.asked()).containsExactly("[shop.example] ", "[SHOP.example] ");
            assertThat(web.asked()).containsExactly("[web.example] ");
        }
    }

    @Test
    void aClientThatResetsItsConnectionLeavesTheTarpit() throws Exception {
        try (LogLines lines = LogLines.listen();
                ConfiguredGateway gateway = gateway()) {
            gateway.set("defaults.mode", "http")
                    .set("defaults.option.httplog", "true")
                    .set("frontend.front.timeout.tarpit", "1m")
                    .set("frontend.front.http-request", "tarpit")
                    .server("back/s", 1, "")
                    .start();
            Traffic traffic = gateway.gateway().frontends().iterator().next().traffic();
            try (RawClient client = gateway.client()) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                TestGateway.soon().until(() -> traffic.count(Counter.REQ_TOT) == 1);
                client.reset();
            }
            assertThat(lines.awaitOne()).contains(" CT-- ");
            assertThat(traffic.count(Counter.DREQ)).isEqualTo(1);
            gateway.awaitNoSessions();
        }
    }

    private static void ask(InetSocketAddress address, String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readNBytes(15))).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void rulesOfTheDefaultsComeBeforeThoseOfEachProxy() throws Exception {
        try (Origin origin = Origin.that(connection -> connection.send(connection.read(1)));
                ConfiguredGateway gateway = ConfiguredGateway.withFront(1)) {
            gateway.set("defaults.mode", "tcp")
                    .set("defaults.acl.bad", "req.payload(0,1) -m str x")
                    .set("defaults.tcp-request.inspect-delay", "5s")
                    .set("defaults.tcp-request.connection", "accept")
                    .set("defaults.tcp-request.content", "reject if bad")
                    .set("defaults.tcp-response.content", "set-var(txn.seen) str(1)")
                    .set("frontend.front.tcp-request.connection", "reject")
                    .set("frontend.front.tcp-request.content", "accept")
                    .set("frontend.other.bind", "127.0.0.1:0")
                    .set("frontend.other.default-backend", "back")
                    .set("frontend.other.tcp-request.content", "accept if { req.len gt 0 }")
                    .set("backend.back.tcp-response.content", "reject unless { var(txn.seen) -m str 1 }")
                    .server("back/s", origin)
                    .start();
            for (String frontend : List.of("front", "other")) {
                for (String said : List.of("x", "y")) {
                    try (RawClient client =
                            RawClient.to(gateway.gateway().addresses(frontend).getFirst())) {
                        client.send(said);
                        assertThat(client.rest()).isEqualTo(said.equals("x") ? "" : "y");
                    }
                }
            }
        }
    }

    @Test
    void whatWasLookedAtArrivesOnceAndWhole() throws Exception {
        String sent = random(200_000);
        try (Origin origin = Origin.that(connection -> {
                    connection.send(connection.read(sent.length()));
                    connection.isAtEnd();
                });
                ConfiguredGateway gateway = gateway()) {
            gateway.set("frontend.front.tcp-request.inspect-delay", "10s")
                    .set("frontend.front.tcp-request.content", "accept if { req.len gt 10000 }")
                    .server("back/s", origin)
                    .start();
            try (RawClient client = gateway.client()) {
                Thread writer = Thread.startVirtualThread(() -> client.sendWithoutWaiting(sent));
                assertThat(client.read(sent.length())).isEqualTo(sent);
                writer.join();
                client.endOutput();
            }
            gateway.awaitNoSessions();
        }
    }

    @Test
    void aClientThatIsSilentWhileMoreIsWaitedForIsGivenUp() throws Exception {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.thatNeverAnswers();
                ConfiguredGateway gateway = gateway()) {
            gateway.set("defaults.option.tcplog", "true")
                    .set("defaults.timeout.client", "100ms")
                    .set("frontend.front.tcp-request.inspect-delay", "1m")
                    .set("frontend.front.tcp-request.content", "accept if { req.len gt 5 }")
                    .server("back/s", origin)
                    .start();
            try (RawClient client = gateway.client()) {
                client.send("hi");
                assertThat(client.rest()).isEmpty();
            }
            assertThat(lines.awaitOne()).containsPattern(" front/<NOSRV> -1/-1/\\d{3} 0 cR ");
            Traffic front = gateway.gateway().frontends().iterator().next().traffic();
            assertThat(front.count(Counter.EREQ)).isEqualTo(1);
            assertThat(origin.accepted()).isZero();
        }
    }

    @Test
    void whatIsWaitedForCountsAsTheQueuesTime() throws Exception {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.that(connection -> connection.send(connection.read(2)));
                ConfiguredGateway gateway = gateway()) {
            gateway.set("defaults.option.tcplog", "true")
                    .set("frontend.front.tcp-request.inspect-delay", "100ms")
                    .set("frontend.front.tcp-request.content", "accept if WAIT_END")
                    .server("back/s", origin)
                    .start();
            try (RawClient client = gateway.client()) {
                client.send("hi");
                assertThat(client.rest()).isEqualTo("hi");
            }
            assertThat(lines.awaitOne()).containsPattern(" back/s \\d{3,}/\\d+/\\d+ 2 -- ");
        }
    }

    @Test
    void whatAServerSaidIsHeldAndArrivesOnceAndWhole() throws Exception {
        String said = random(200_000);
        try (Origin origin = Origin.that(connection -> {
                    connection.send(said.substring(0, 100));
                    connection.read(2);
                    connection.send(said.substring(100));
                    connection.isAtEnd();
                });
                ConfiguredGateway gateway = gateway()) {
            gateway.set("backend.back.tcp-response.inspect-delay", "10s")
                    .set("backend.back.tcp-response.content", "accept if { res.len gt 10000 }")
                    .server("back/s", origin)
                    .start();
            try (RawClient client = gateway.client()) {
                client.send("a");
                client.send("b");
                assertThat(client.read(said.length())).isEqualTo(said);
                client.endOutput();
            }
            gateway.awaitNoSessions();
        }
    }

    @Test
    void aClientThatLeavesWhileItsServersAnswerIsHeldLeavesNothingBehind() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    connection.send("half");
                    connection.read(1);
                    connection.isAtEnd();
                });
                ConfiguredGateway gateway = gateway()) {
            gateway.set("backend.back.tcp-response.inspect-delay", "100s")
                    .set("backend.back.tcp-response.content", "accept if { res.len gt 10000 }")
                    .server("back/s", origin)
                    .start();
            try (RawClient client = gateway.client()) {
                client.send("a");
                TestGateway.soon().until(() -> origin.connections() == 1);
            }
            gateway.awaitNoSessions();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            tcp | tcp-response.content       | drop          | 'drop' is no action of tcp-response content.
            tcp | tcp-response.content       | reject if { req.len 1 } { nothing 2 } | 'nothing' is no
            tcp | tcp-response.inspect-delay | soon          | 'soon' is no time.
            tcp | tcp-response.session       | reject        | 'session' is no keyword here
            tcp | tcp-request                | session reject | 'session' is no moment of tcp-request in a backend.
            tcp | tcp-request.content        | close         | 'close' is no action of tcp-request content.
            tcp | tcp-request.content        | reject if is_ap | 'is_ap' is no acl. Did you mean 'is_api'?
            tcp | tcp-request.content        | switch-mode http | 'switch-mode' is for frontends.
            tcp | tcp-response.content       | set-src src   | 'set-src' is no action of tcp-response content.
            tcp | tcp-request.content        | set-tos 256   | '256' of 'set-tos' is no number from 0 to 255.
            tcp | tcp-request.content        | set-priority-class | 'set-priority-class' lacks its value.
            """)
    void aMistakeInABackendsRulesStopsTheStart(String mode, String property, String value, String message) {
        assertStopsTheStart(
                gateway().set("defaults.mode", mode).set("backend.back.acl.is_api", "src 10.0.0.1"),
                "backend.back." + property,
                value,
                message);
    }

    private static void assertStopsTheStart(ConfiguredGateway gateway, String property, String value, String message) {
        try (gateway) {
            gateway.server("back/s", 1, "").set(property, value);
            assertThatThrownBy(gateway::start)
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining("gateway." + property + " = '")
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            use-backend         | bakc if { src 10.0.0.1 }         | 'bakc' is no backend that the frontend leads to. Did you mean 'back'?
            use-backend         | back if is_ap                    | 'is_ap' is no acl. Did you mean 'is_api'?
            use-backend         | back when is_api                 | 'when' is neither 'if' nor 'unless'.
            tcp-request.content | rejct                            | 'rejct' is no action of tcp-request content. Did you mean 'reject'?
            http-request        | set-header X-A 1                 | 'set-header' is no action of http-request. HAProxy knows it, but it is not supported here
            tcp-request.content | track-sc0 src                    | 'track-sc0' needs stick tables, which are not supported.
            tcp-request.content | set-var(txn.a)                   | 'set-var(txn.a)' lacks its value.
            tcp-request.content | switch-mode tcp                  | 'switch-mode' lacks 'http'.
            tcp-request.content | switch-mode http proto h2        | 'switch-mode http proto' lacks 'h1'.
            tcp-request.session | set-priority-class int(1)        | 'set-priority-class' is no action of tcp-request session.
            tcp-request.content | do-resolve(txn.ip,dns,ipv4) src  | 'do-resolve' is no action of tcp-request content. HAProxy knows it, but it is not supported
            tcp-request.connection | expect-netscaler-cip layer4   | NetScaler's client IP header is not supported.
            tcp-request.connection | set-var(txn.a) path           | 'path' is never known in tcp-request connection.
            tcp-request.inspect-delay | soon                       | 'soon' is no time.
            acl.other           | src 10.0.0.0/40                  | '40' of '10.0.0.0/40' is no prefix length.
            """)
    void aMistakeStopsTheStartAndNamesItsProperty(String property, String value, String message) {
        assertStopsTheStart(
                gateway().set("frontend.front.acl.is_api", "src 10.0.0.1"),
                "frontend.front." + property,
                value,
                message);
    }

    /** Whoever the server is. */
    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
