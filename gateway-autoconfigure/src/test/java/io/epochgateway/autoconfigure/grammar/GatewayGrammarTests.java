package io.epochgateway.autoconfigure.grammar;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BackendRulesDefinition;
import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.InitAddr;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.PersistenceDefinition;
import io.epochgateway.definition.RetryDefinition;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.Timeouts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayGrammarTests {

    private static final String P2 = """
            gateway:
              global:
                nbthread: 64
              defaults:
                mode: http
                timeout: { client: 5s, server: 6s, connect: 7s }
              listen:
                p2:
                  bind: ":8002"
                  http-reuse: always
                  server:
                    s1: "127.0.0.1:8000 maxconn 4"
            """;

    @Test
    void aListenIsAFrontendAndABackendUnderOneName() {
        GatewayDefinition definition = Written.yaml(P2).read();

        assertThat(definition.global().nbthread()).isEqualTo(64);
        Timeouts timeouts = new Timeouts(
                ofSeconds(5),
                ofSeconds(6),
                ofSeconds(7),
                ofSeconds(7),
                ofSeconds(5),
                ofSeconds(5),
                ZERO,
                ZERO,
                ZERO,
                ofSeconds(7));
        assertThat(definition.frontends())
                .containsExactly(new FrontendDefinition(
                        "p2",
                        "gateway.listen.p2",
                        Mode.HTTP,
                        List.of(new BindDefinition("gateway.listen.p2.bind", "", 8002)),
                        timeouts,
                        HttpOptions.NONE,
                        "p2"));
        assertThat(definition.backends())
                .containsExactly(new BackendDefinition(
                        "p2",
                        "gateway.listen.p2",
                        Mode.HTTP,
                        timeouts,
                        0,
                        HttpOptions.NONE,
                        SocketOptions.NONE,
                        HttpReuse.ALWAYS,
                        BalanceDefinition.of(BalanceAlgorithm.RANDOM),
                        new HealthDefinition(CheckScript.CONNECT, null, "", ofSeconds(7), ofSeconds(0), false),
                        RetryDefinition.of(3),
                        false,
                        false,
                        ServerRulesDefinition.NONE,
                        PersistenceDefinition.NONE,
                        BackendRulesDefinition.NONE,
                        List.of(new ServerDefinition(
                                "s1", "gateway.listen.p2.server.s1", "127.0.0.1", 8000, 4, 0, 1, false, false))));
    }

    @Test
    void withoutAnyPropertyThereIsNoProxyAndALoopForEachProcessor() {
        GatewayDefinition definition = new Written().read();

        assertThat(definition.frontends()).isEmpty();
        assertThat(definition.backends()).isEmpty();
        assertThat(definition.global().nbthread())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aFrontendAndItsBackendTakeWhatTheySayOverTheDefaults() {
        Written written = Written.yaml("""
                gateway:
                  defaults: { mode: http, retries: 1, balance: leastconn, timeout: { client: 1s, server: 2s } }
                  frontend:
                    www: { bind: ":8080", default-backend: web, timeout: { client: 3s, http-request: 4s } }
                  backend:
                    web: { retries: 0, http-reuse: never, timeout: { queue: 5s } }
                """);

        FrontendDefinition frontend = written.frontend();
        assertThat(frontend.defaultBackend()).isEqualTo("web");
        assertThat(frontend.timeouts().client()).isEqualTo(ofSeconds(3));
        assertThat(frontend.timeouts().httpRequest()).isEqualTo(ofSeconds(4));
        assertThat(frontend.timeouts().httpKeepAlive()).isEqualTo(ofSeconds(4));
        BackendDefinition backend = written.backend();
        assertThat(backend.mode()).isEqualTo(Mode.HTTP);
        assertThat(backend.retry().retries()).isZero();
        assertThat(backend.balance().algorithm()).isEqualTo(BalanceAlgorithm.LEASTCONN);
        assertThat(backend.httpReuse()).isEqualTo(HttpReuse.NEVER);
        assertThat(backend.timeouts().server()).isEqualTo(ofSeconds(2));
        assertThat(backend.timeouts().queue()).isEqualTo(ofSeconds(5));
        assertThat(backend.servers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind: ':1,127.0.0.1:2,[::1]:3'",
                "bind: ['*:1', '127.0.0.1:2', '::1:3']",
                "bind: [{ address: ':1' }, { address: '127.0.0.1:2' }, { address: '[::1]:3' }]",
                "bind: [':1,127.0.0.1:2', { address: '[::1]:3' }]",
                "bind: { address: ':1,127.0.0.1:2,[::1]:3' }"
            })
    void aBindIsALineAListOrAMap(String bind) {
        assertThat(Written.yaml("gateway.frontend.www." + bind).frontend().binds())
                .extracting(BindDefinition::address)
                .containsExactly(
                        new SocketAddress.Tcp("", 1),
                        new SocketAddress.Tcp("127.0.0.1", 2),
                        new SocketAddress.Tcp("::1", 3));
    }

    @Test
    void eachBindOfAListHasANameOfItsOwn() {
        assertThat(Written.yaml("gateway.frontend.www.bind: [':1', { address: ':2' }]")
                        .frontend()
                        .binds())
                .extracting(BindDefinition::property)
                .containsExactly("gateway.frontend.www.bind[0]", "gateway.frontend.www.bind[1].address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: '10.0.0.1:8080 weight 10 maxconn 100 maxqueue 5 backup disabled'",
                "a: { address: '10.0.0.1:8080', weight: 10, maxconn: 100, maxqueue: 5, backup: true, disabled: true }"
            })
    void aServerIsALineOrAMap(String server) {
        assertThat(Written.yaml("gateway.backend.api.server: { " + server + " }")
                        .backend()
                        .servers())
                .containsExactly(new ServerDefinition(
                        "a", "gateway.backend.api.server.a", "10.0.0.1", 8080, 100, 5, 10, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'maxconn 7 backup'", "{ maxconn: 7, backup: true }"})
    void defaultServerHoldsForServersThatDontSayOtherwise(String defaultServer) {
        Written written = Written.yaml("""
                gateway:
                  defaults: { default-server: weight 3 maxconn 1 }
                  backend:
                    api:
                      default-server: %s
                      server: { a: "a.example:1", b: { address: "b.example:2", maxconn: 9, backup: false } }
                """.formatted(defaultServer));

        assertThat(written.backend().servers())
                .extracting(ServerDefinition::weight, ServerDefinition::maxconn, ServerDefinition::backup)
                .containsExactly(tuple(3, 7, true), tuple(3, 9, false));
    }

    @Test
    void serversKeepTheOrderInWhichTheyAreWrittenAlsoWhenAStrongerSourceChangesOne() {
        Written written = Written.yaml(
                        "gateway.backend.api.server: { z: 'z.example:1', a: 'a.example:1', m: 'm.example:1' }")
                .thenYaml("gateway.backend.api.server: { m: 'm.example:2', a.weight: 5, n: 'n.example:1' }");

        assertThat(written.backend().servers())
                .extracting(ServerDefinition::name, GatewayGrammarTests::port, ServerDefinition::weight)
                .containsExactly(tuple("z", 1, 1), tuple("a", 1, 5), tuple("m", 2, 1), tuple("n", 1, 1));
    }

    @Test
    void aStrongerListOfBindsReplacesTheWeakerOne() {
        Written written = Written.yaml("gateway.frontend.www.bind: [':1', ':2', ':3']")
                .thenYaml("gateway.frontend.www.bind: [':4']");

        assertThat(written.frontend().binds())
                .extracting(GatewayGrammarTests::port)
                .containsExactly(4);
    }

    @Test
    void namesOutsideOfSpringsLettersNeedBracketsAndKeepAllTheirLetters() {
        Written written = Written.yaml("""
                gateway.backend:
                  "[Api.v1:blue]": { server: { "[s.1]": "127.0.0.1:1" } }
                  Web_2: { server: { S_1: "127.0.0.1:1" } }
                """);

        assertThat(written.read().backends())
                .extracting(BackendDefinition::name)
                .containsExactly("Api.v1:blue", "Web_2");
        assertThat(written.read().backends())
                .extracting(backend -> backend.servers().getFirst().name())
                .containsExactly("s.1", "S_1");
    }

    @Test
    void propertiesFilesSayTheSame() throws IOException {
        Written written = Written.properties("""
                gateway.global.nbthread=64
                gateway.defaults.mode=http
                gateway.defaults.timeout.client=5s
                gateway.defaults.timeout.server=6s
                gateway.defaults.timeout.connect=7s
                gateway.listen.p2.bind[0]=:8002
                gateway.listen.p2.http-reuse=always
                gateway.listen.p2.server.s1=127.0.0.1:8000
                gateway.listen.p2.server.s1.maxconn=4
                """);

        assertThat(written.backend()).isEqualTo(Written.yaml(P2).backend());
        assertThat(written.frontend().binds())
                .containsExactly(new BindDefinition("gateway.listen.p2.bind[0]", "", 8002));
    }

    @Test
    void environmentVariablesAreAboveFiles() {
        Written written = Written.yaml(P2 + "    my-web: { bind: ':1' }")
                .variable("GATEWAY_GLOBAL_NBTHREAD", "3")
                .variable("GATEWAY_LISTEN_P2_BIND", ":9000")
                .variable("GATEWAY_LISTEN_P2_HTTPREUSE", "never")
                .variable("GATEWAY_LISTEN_P2_SERVER_S1_MAXCONN", "5")
                .variable("GATEWAY_LISTEN_P2_TIMEOUT_HTTP_REQUEST", "1s")
                .variable("GATEWAY_LISTEN_MY_WEB_BIND", ":2");

        GatewayDefinition definition = written.read();
        assertThat(definition.global().nbthread()).isEqualTo(3);
        assertThat(definition.frontends())
                .extracting(
                        FrontendDefinition::name,
                        frontend -> port(frontend.binds().getFirst()))
                .containsExactly(tuple("p2", 9000), tuple("my-web", 2));
        assertThat(written.frontend().timeouts().httpRequest()).isEqualTo(ofSeconds(1));
        assertThat(written.backend().httpReuse()).isEqualTo(HttpReuse.NEVER);
        assertThat(written.backend().servers().getFirst().maxconn()).isEqualTo(5);
        assertThat(port(written.backend().servers().getFirst())).isEqualTo(8000);
    }

    @Test
    void environmentVariablesAloneAreEnough() {
        Written written = new Written()
                .variable("GATEWAY_LISTEN_P2_BIND_0", ":8002")
                .variable("GATEWAY_LISTEN_P2_SERVER_S1", "127.0.0.1:8000 maxconn 4");

        assertThat(written.frontend().binds())
                .extracting(GatewayGrammarTests::port)
                .containsExactly(8002);
        assertThat(written.backend().servers().getFirst().maxconn()).isEqualTo(4);
    }

    @Test
    void whatKubernetesSaysAboutAServiceCalledGatewayIsNoMistake() {
        Written written = Written.yaml(P2)
                .variable("GATEWAY_PORT", "tcp://10.0.0.1:80")
                .variable("GATEWAY_SERVICE_HOST", "10.0.0.1");

        assertThat(written.read().frontends()).hasSize(1);
    }

    @Test
    void placeholdersAreResolvedEverywhere() {
        Written written = Written.yaml("""
                origin: { port: 8000 }
                gateway.listen.p2:
                  bind: ["127.0.0.1:${listen.port:8002}"]
                  mode: ${no.mode:http}
                  server.s1: "127.0.0.1:${origin.port} maxconn ${no.maxconn:4}"
                """);

        assertThat(written.frontend().binds())
                .extracting(GatewayGrammarTests::port)
                .containsExactly(8002);
        assertThat(written.frontend().mode()).isEqualTo(Mode.HTTP);
        assertThat(written.backend().servers().getFirst())
                .extracting(GatewayGrammarTests::port, ServerDefinition::maxconn)
                .containsExactly(8000, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "250, 250",
        "1us, 1",
        "1500us, 2",
        "10ms, 10",
        "5s, 5000",
        "2m, 120000",
        "1h, 3600000",
        "24d, 2073600000",
        "PT5S, 5000",
        "PT0.0001S, 1",
        "2147483647, 2147483647",
        "5S, 5000"
    })
    void durationsAreWrittenLikeHaproxysOrInIso8601(String text, long millis) {
        assertThat(Written.yaml("gateway.frontend.www: { bind: ':1', timeout.client: '" + text + "' }")
                        .frontend()
                        .timeouts()
                        .client())
                .isEqualTo(ofMillis(millis));
    }

    private static int port(BindDefinition bind) {
        return ((SocketAddress.Tcp) bind.address()).port();
    }

    private static int port(ServerDefinition server) {
        return ((SocketAddress.Tcp) server.address().socket()).port();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a.example:1 init-addr last,none,10.0.0.9'",
                "{ address: 'a.example:1', init-addr: 'last, none, 10.0.0.9' }"
            })
    void aServersAddressIsFoundInTheOrderOfItsWays(String server) {
        assertThat(Written.yaml("gateway.backend.b.server.s: " + server)
                        .backend()
                        .servers()
                        .getFirst()
                        .resolution()
                        .initAddr())
                .containsExactly(InitAddr.Method.LAST, InitAddr.Method.NONE, new InitAddr.Ip("10.0.0.9"));
    }
}
