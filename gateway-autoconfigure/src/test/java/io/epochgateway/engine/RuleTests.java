package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** TLS goes by its server name without being ended; bytes that were looked at arrive whole; mistakes stop the start. */
class RuleTests {

    private interface Use {
        void of(Gateway gateway) throws Exception;
    }

    private static void with(Map<String, Object> more, Use use) throws Exception {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "gateway.defaults.mode", "tcp",
                "gateway.defaults.timeout.client", "10s",
                "gateway.defaults.timeout.server", "10s",
                "gateway.defaults.timeout.connect", "5s",
                "gateway.frontend.front.bind", "127.0.0.1:0"));
        properties.putAll(more);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        GatewayLoopResources loops = GatewayLoopResources.create("test", 1);
        try {
            Gateway gateway = Gateway.start(GatewayGrammar.read(environment), loops);
            use.of(gateway);
            TestGateway.soon().until(() -> gateway.sessions() == 0);
            gateway.stop(Duration.ZERO);
        } finally {
            loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
        }
    }

    @Test
    void tlsGoesByItsServerNameAndEndsAtTheServer(@TempDir Path directory) throws Exception {
        try (TlsServer shop = TlsServer.start(Files.createDirectory(directory.resolve("shop")));
                TlsServer web = TlsServer.start(Files.createDirectory(directory.resolve("web")))) {
            Map<String, Object> rules = Map.of(
                    "gateway.frontend.front.tcp-request.inspect-delay", "5s",
                    "gateway.frontend.front.tcp-request.content[0]", "accept if { req.ssl_hello_type 1 }",
                    "gateway.frontend.front.tcp-request.content[1]", "reject",
                    "gateway.frontend.front.use-backend", "shop if { req.ssl_sni -i shop.example }",
                    "gateway.frontend.front.default-backend", "web",
                    "gateway.backend.shop.server.s", "127.0.0.1:" + shop.port(),
                    "gateway.backend.web.server.s", "127.0.0.1:" + web.port());
            with(rules, gateway -> {
                int port = gateway.addresses("front").getFirst().getPort();
                ask(port, "shop.example");
                ask(port, "web.example");
                ask(port, "SHOP.example");
                try (RawClient plain = RawClient.to(gateway.addresses("front").getFirst())) {
                    plain.send("GET / HTTP/1.1\r\n\r\n");
                    assertThat(plain.rest()).isEmpty();
                }
            });
            assertThat(shop.asked()).containsExactly("[shop.example] ", "[SHOP.example] ");
            assertThat(web.asked()).containsExactly("[web.example] ");
        }
    }

    @Test
    void aClientThatResetsItsConnectionLeavesTheTarpit() throws Exception {
        Map<String, Object> rules = Map.of(
                "gateway.defaults.mode", "http",
                "gateway.defaults.option.httplog", "true",
                "gateway.frontend.front.timeout.tarpit", "1m",
                "gateway.frontend.front.http-request", "tarpit");
        try (LogLines lines = LogLines.listen()) {
            with(rules, gateway -> {
                Traffic traffic = gateway.frontends().iterator().next().traffic();
                try (RawClient client = RawClient.to(gateway.addresses("front").getFirst())) {
                    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                    TestGateway.soon().until(() -> traffic.count(Counter.REQ_TOT) == 1);
                    client.reset();
                }
                assertThat(lines.await(1).getFirst()).contains(" CT-- ");
                assertThat(traffic.count(Counter.DREQ)).isEqualTo(1);
            });
        }
    }

    private static void ask(int port, String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readNBytes(15))).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void whatWasLookedAtArrivesOnceAndWhole() throws Exception {
        byte[] random = new byte[200_000];
        ThreadLocalRandom.current().nextBytes(random);
        String sent = new String(random, StandardCharsets.ISO_8859_1);
        try (Origin origin = Origin.that(connection -> {
            connection.send(connection.read(sent.length()));
            connection.isAtEnd();
        })) {
            Map<String, Object> rules = Map.of(
                    "gateway.frontend.front.tcp-request.inspect-delay", "10s",
                    "gateway.frontend.front.tcp-request.content", "accept if { req.len gt 10000 }",
                    "gateway.frontend.front.default-backend", "back",
                    "gateway.backend.back.server.s",
                            "127.0.0.1:" + origin.address().getPort());
            with(rules, gateway -> {
                try (RawClient client = RawClient.to(gateway.addresses("front").getFirst())) {
                    Thread writer = Thread.startVirtualThread(() -> client.sendWithoutWaiting(sent));
                    assertThat(client.read(sent.length())).isEqualTo(sent);
                    writer.join();
                    client.endOutput();
                }
            });
        }
    }

    @Test
    void whatAServerSaidIsHeldAndArrivesOnceAndWhole() throws Exception {
        byte[] random = new byte[200_000];
        ThreadLocalRandom.current().nextBytes(random);
        String said = new String(random, StandardCharsets.ISO_8859_1);
        try (Origin origin = Origin.that(connection -> {
            connection.send(said.substring(0, 100));
            connection.read(2);
            connection.send(said.substring(100));
            connection.isAtEnd();
        })) {
            Map<String, Object> rules = Map.of(
                    "gateway.frontend.front.default-backend", "back",
                    "gateway.backend.back.tcp-response.inspect-delay", "10s",
                    "gateway.backend.back.tcp-response.content", "accept if { res.len gt 10000 }",
                    "gateway.backend.back.server.s",
                            "127.0.0.1:" + origin.address().getPort());
            with(rules, gateway -> {
                try (RawClient client = RawClient.to(gateway.addresses("front").getFirst())) {
                    client.send("a");
                    client.send("b");
                    assertThat(client.read(said.length())).isEqualTo(said);
                    client.endOutput();
                }
            });
        }
    }

    @Test
    void aClientThatLeavesWhileItsServersAnswerIsHeldLeavesNothingBehind() throws Exception {
        try (Origin origin = Origin.that(connection -> {
            connection.send("half");
            connection.read(1);
            connection.isAtEnd();
        })) {
            Map<String, Object> rules = Map.of(
                    "gateway.frontend.front.default-backend", "back",
                    "gateway.backend.back.tcp-response.inspect-delay", "100s",
                    "gateway.backend.back.tcp-response.content", "accept if { res.len gt 10000 }",
                    "gateway.backend.back.server.s",
                            "127.0.0.1:" + origin.address().getPort());
            with(rules, gateway -> {
                try (RawClient client = RawClient.to(gateway.addresses("front").getFirst())) {
                    client.send("a");
                    TestGateway.soon().until(() -> origin.connections() == 1);
                }
            });
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
            http | tcp-response.content      | reject        | 'tcp-response' of a backend is not supported in mode http.
            """)
    void aMistakeInABackendsRulesStopsTheStart(String mode, String property, String value, String message) {
        Map<String, Object> rules = Map.of(
                "gateway.defaults.mode",
                mode,
                "gateway.frontend.front.default-backend",
                "back",
                "gateway.backend.back.acl.is_api",
                "src 10.0.0.1",
                "gateway.backend.back.server.s",
                "127.0.0.1:1",
                "gateway.backend.back." + property,
                value);
        assertThatThrownBy(() -> with(rules, gateway -> {}))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("gateway.backend.back." + property + " = '")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            use-backend         | bakc if { src 10.0.0.1 }         | 'bakc' is no backend of the frontend's mode. Did you mean 'back'?
            use-backend         | back if is_ap                    | 'is_ap' is no acl. Did you mean 'is_api'?
            use-backend         | back when is_api                 | 'when' is neither 'if' nor 'unless'.
            tcp-request.content | rejct                            | 'rejct' is no action of tcp-request content. Did you mean 'reject'?
            tcp-request.content | track-sc0 src                    | 'track-sc0' needs stick tables, which are not supported.
            tcp-request.content | set-var(txn.a)                   | 'set-var(txn.a)' lacks its value.
            tcp-request.connection | set-var(txn.a) path           | 'path' is never known in tcp-request connection.
            tcp-request.inspect-delay | soon                       | 'soon' is no time.
            acl.other           | src 10.0.0.0/40                  | '40' of '10.0.0.0/40' is no prefix length.
            """)
    void aMistakeStopsTheStartAndNamesItsProperty(String property, String value, String message) {
        Map<String, Object> rules = new HashMap<>(Map.of(
                "gateway.frontend.front.acl.is_api", "src 10.0.0.1", "gateway.backend.back.server.s", "127.0.0.1:1"));
        rules.put("gateway.frontend.front." + property, value);
        assertThatThrownBy(() -> with(rules, gateway -> {}))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("gateway.frontend.front." + property + " = '")
                .hasMessageContaining(message);
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
