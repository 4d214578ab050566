package io.epochgateway.engine;

import static io.epochgateway.engine.ScriptedDns.A;
import static io.epochgateway.engine.ScriptedDns.AAAA;
import static io.epochgateway.engine.ScriptedDns.SRV;
import static io.epochgateway.engine.ScriptedDns.a;
import static io.epochgateway.engine.ScriptedDns.cname;
import static io.epochgateway.engine.ScriptedDns.code;
import static io.epochgateway.engine.ScriptedDns.message;
import static io.epochgateway.engine.ScriptedDns.records;
import static io.epochgateway.engine.ScriptedDns.silence;
import static io.epochgateway.engine.ScriptedDns.srv;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.resolve.NameServer;
import io.epochgateway.server.resolve.NameServer.Figure;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers whose names are asked for while the gateway runs. */
@Timeout(60)
@SuppressWarnings("try") // peers and gateways only have to run
class ResolversTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway();
    private ScriptedDns dns;

    @BeforeEach
    void prepare() throws IOException {
        dns = new ScriptedDns();
        gateway.set("listen.back.bind", "127.0.0.1:0");
        gateway.set("listen.back.timeout.client", "10s");
        gateway.set("listen.back.timeout.server", "10s");
        gateway.set("listen.back.timeout.connect", "2s");
        section("nameserver.ns1", "127.0.0.1:" + dns.port());
        section("timeout.resolve", "50ms");
        section("timeout.retry", "100ms");
        for (String news : List.of("nx", "other", "refused", "timeout")) {
            section("hold." + news, "300ms");
        }
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        dns.close();
    }

    private void section(String keyword, String value) {
        gateway.set("resolvers.r." + keyword, value);
    }

    private void server(String line) {
        gateway.set("listen.back.server.s1", line + " resolvers r init-addr none");
    }

    private void template(String line) {
        gateway.set("listen.back.server-template.web", line + " resolvers r init-addr none");
    }

    private List<Server> start() {
        return gateway.start().servers("back").servers();
    }

    private RawClient client() throws IOException {
        return RawClient.to(gateway.gateway().addresses("back").getFirst());
    }

    private static List<String> where(List<Server> servers) {
        return servers.stream()
                .map(server -> server.condition().unresolved()
                        ? "-"
                        : String.valueOf(server.location().ip()))
                .toList();
    }

    private static void awaitWhere(List<Server> servers, String... addresses) {
        soon().untilAsserted(() -> assertThat(where(servers)).containsExactly(addresses));
    }

    private NameServer figures() {
        return gateway.gateway().resolvers().sections().iterator().next().all().getFirst();
    }

    @Test
    void anOperatorGivesAServerAnotherName() throws IOException {
        dns.addresses("web.test", "127.0.0.1");
        dns.addresses("other.test", "127.0.0.2");
        server("web.test:80");
        List<Server> servers = start();
        awaitWhere(servers, "127.0.0.1");
        assertThat(gateway.gateway().resolvers().rename(servers.getFirst(), "other.test", "stats socket command"))
                .isTrue();
        awaitWhere(servers, "127.0.0.2");
        assertThat(gateway.lines())
                .contains("back/s1 changed its FQDN from web.test to other.test by 'stats socket command'");
        dns.addresses("web.test", "127.0.0.3");
        dns.addresses("other.test", "127.0.0.4");
        awaitWhere(servers, "127.0.0.4");
    }

    @Test
    void aServerGetsTheAddressOfItsNameAndIsUsed() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget()) {
            dns.addresses("web.test", "127.0.0.1");
            server("web.test:" + origin.address().getPort());
            List<Server> servers = start();
            awaitWhere(servers, "127.0.0.1");
            try (RawClient client = client()) {
                assertThat(client.get("/found").body()).isEqualTo("/found");
            }
            assertThat(gateway.lines())
                    .containsExactly(
                            "back/s1 changed its IP from (none) to 127.0.0.1 by r/ns1.",
                            "Server back/s1 ('web.test') is UP/READY (resolves again).",
                            "Server back/s1 administratively READY thanks to valid DNS answer.");
        }
    }

    @Test
    void aChangeOfTheAddressMovesNewSessionsOnly() throws IOException {
        Semaphore rest = new Semaphore(0);
        try (Origin origin = Origin.that(connection -> {
            connection.request();
            connection.answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhe");
            rest.acquire();
            connection.send("re");
        })) {
            dns.addresses("web.test", "127.0.0.1");
            server("web.test:" + origin.address().getPort());
            List<Server> servers = start();
            awaitWhere(servers, "127.0.0.1");
            try (RawClient early = client();
                    RawClient late = client()) {
                early.sendGet("/");
                early.line();
                dns.addresses("web.test", "127.0.0.77");
                awaitWhere(servers, "127.0.0.77");
                assertThat(late.get("/").status()).isEqualTo(503);
                rest.release();
                early.line();
                early.line();
                assertThat(early.read(4)).isEqualTo("here");
            }
            assertThat(gateway.lines()).contains("back/s1 changed its IP from 127.0.0.1 to 127.0.0.77 by r/ns1.");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            3, DNS NX status
            5, DNS refused status
            2, unspecified DNS error
            -1, DNS timeout status
            0, unspecified DNS error
            """)
    void afterTheHoldTimeBadNewsPutTheServerIntoMaintenance(int code, String cause) {
        section("resolve-retries", "2");
        dns.addresses("web.test", "127.0.0.1");
        server("web.test:80");
        List<Server> servers = start();
        awaitWhere(servers, "127.0.0.1");

        dns.on("web.test", code < 0 ? silence() : code(code));
        awaitWhere(servers, "-");
        soon().untilAsserted(() -> assertThat(gateway.lines())
                .contains("Server back/s1 is going DOWN for maintenance (" + cause + "). 0 active and 0 backup servers"
                        + " left. 0 sessions active, 0 requeued, 0 remaining in queue."));
        assertThat(servers.getFirst().condition().administrativeMask()).isEqualTo(0x20);

        dns.addresses("web.test", "127.0.0.2");
        awaitWhere(servers, "127.0.0.2");
        assertThat(servers.getFirst().state()).isEqualTo(ServerState.UP);
    }

    @Test
    void withinTheHoldTimeBadNewsChangeNothing() {
        section("hold.nx", "1h");
        dns.addresses("web.test", "127.0.0.1");
        server("web.test:80");
        List<Server> servers = start();
        awaitWhere(servers, "127.0.0.1");
        dns.on("web.test", code(3));
        long before = figures().count(Figure.NX);
        soon().until(() -> figures().count(Figure.NX) > before + 5);
        assertThat(where(servers)).containsExactly("127.0.0.1");
    }

    @Test
    void theServersOfATemplateTakeOneAddressEach() {
        dns.addresses("web.test", "127.0.0.2", "127.0.0.3", "127.0.0.4");
        template("2-6 web.test:80");
        List<Server> servers = start();
        assertThat(servers).extracting(Server::name).containsExactly("web2", "web3", "web4", "web5", "web6");
        awaitWhere(servers, "127.0.0.2", "127.0.0.3", "127.0.0.4", "-", "-");

        // who has an address that is still there keeps it
        dns.addresses("web.test", "127.0.0.9", "127.0.0.4", "127.0.0.3");
        awaitWhere(servers, "127.0.0.9", "127.0.0.3", "127.0.0.4", "-", "-");

        dns.addresses("web.test", "127.0.0.4");
        awaitWhere(servers, "-", "-", "127.0.0.4", "-", "-");
    }

    @Test
    void withAllowDupIpAllTakeTheBest() {
        dns.addresses("web.test", "127.0.0.2", "127.0.0.3");
        template("3 web.test:80 resolve-opts allow-dup-ip");
        awaitWhere(start(), "127.0.0.2", "127.0.0.2", "127.0.0.2");
    }

    @Test
    void anObsoleteAddressIsKeptForItsHoldTime() {
        section("hold.obsolete", "1h");
        dns.addresses("web.test", "127.0.0.2");
        server("web.test:80");
        List<Server> servers = start();
        awaitWhere(servers, "127.0.0.2");
        dns.addresses("web.test", "127.0.0.3");
        long before = figures().count(Figure.VALID);
        soon().until(() -> figures().count(Figure.VALID) > before + 3);
        assertThat(where(servers)).containsExactly("127.0.0.2");
    }

    @Test
    void thePreferredFamilyComesFirstAndTheOtherIfItHasNone() {
        dns.on("web.test", A, records(a("web.test", "127.0.0.2")));
        dns.on("web.test", AAAA, records(a("web.test", "::1")));
        dns.addresses("four.test", "127.0.0.4");
        server("web.test:80");
        gateway.set("listen.back.server.s2", "web.test:80 resolvers r init-addr none resolve-prefer ipv4");
        gateway.set("listen.back.server.s3", "four.test:80 resolvers r init-addr none");
        awaitWhere(start(), "::1", "127.0.0.2", "127.0.0.4");
    }

    @Test
    void anAddressOfAPreferredNetworkComesFirst() {
        dns.addresses("web.test", "127.0.0.2", "127.9.0.1");
        server("web.test:80 resolve-net 10.0.0.0/8,127.9.0.0/16");
        awaitWhere(start(), "127.9.0.1");
    }

    @Test
    void anotherNameIsFollowedInTheAnswer() {
        dns.on(
                "www.test",
                A,
                records(cname("www.test", "b.test"), cname("b.test", "c.test"), a("c.test", "127.0.0.5")));
        dns.on("www.test", AAAA, records());
        server("www.test:80");
        awaitWhere(start(), "127.0.0.5");
        assertThat(figures().count(Figure.CNAME)).isPositive();
    }

    @Test
    void srvRecordsGivePortsAndWeights() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget()) {
            int port = origin.address().getPort();
            dns.on(
                    "_http._tcp.svc.test",
                    SRV,
                    question -> message(
                            question,
                            0,
                            List.of(
                                    srv("_http._tcp.svc.test", 256, port, "n1.test"),
                                    srv("_http._tcp.svc.test", 65535, 8002, "n2.test"),
                                    srv("_http._tcp.svc.test", 0, 8003, "n2.test")),
                            List.of(a("n1.test", "127.0.0.1"))));
            dns.addresses("n2.test", "127.0.0.12");
            template("4 _http._tcp.svc.test");
            List<Server> servers = start();
            awaitWhere(servers, "127.0.0.1", "127.0.0.12", "127.0.0.12", "-");
            assertThat(servers)
                    .extracting(server -> server.condition().weight())
                    .containsExactly(1, 256, 0, 1);
            assertThat(servers.subList(0, 3))
                    .extracting(server -> ((InetSocketAddress) server.address()).getPort())
                    .containsExactly(port, 8002, 8003);
            assertThat(gateway.lines())
                    .contains(
                            "back/web1 changed its IP from (none) to 127.0.0.1 by DNS additional record.",
                            "Server back/web1 ('n1.test') is UP/READY (resolves again).");

            dns.on("_http._tcp.svc.test", SRV, records(srv("_http._tcp.svc.test", 10, 8002, "n2.test")));
            awaitWhere(servers, "-", "127.0.0.12", "-", "-");
            soon().untilAsserted(() ->
                    assertThat(servers.get(1).condition().weight()).isEqualTo(1));
            assertThat(gateway.lines())
                    .anyMatch(line -> line.startsWith(
                            "Server back/web1 is going DOWN for maintenance (entry removed from SRV record)."));

            dns.on("_http._tcp.svc.test", SRV, code(3));
            awaitWhere(servers, "-", "-", "-", "-");
        }
    }

    @Test
    void theWeightsOfSrvRecordsMayBeIgnored() {
        dns.on("_http._tcp.svc.test", SRV, records(srv("_http._tcp.svc.test", 65535, 8002, "n2.test")));
        dns.addresses("n2.test", "127.0.0.12");
        template("1 _http._tcp.svc.test weight 7 resolve-opts ignore-weight");
        List<Server> servers = start();
        awaitWhere(servers, "127.0.0.12");
        assertThat(servers.getFirst().condition().weight()).isEqualTo(7);
    }

    @Test
    void aTruncatedAnswerIsAskedForAgainByTcp() {
        List<ScriptedDns.Resource> many = new ArrayList<>();
        IntStream.rangeClosed(2, 90).forEach(i -> many.add(a("web.test", "127.0.1." + i)));
        dns.on("web.test", AAAA, records());
        dns.on("web.test", A, question -> {
            byte[] answer = message(question, 0, List.of(), List.of());
            answer[2] |= 0x02;
            return answer;
        });
        dns.onTcp("web.test", A, records(many.toArray(ScriptedDns.Resource[]::new)));
        template("3 web.test:80");
        awaitWhere(start(), "127.0.1.2", "127.0.1.3", "127.0.1.4");
        assertThat(dns.connections()).isPositive();
    }

    @Test
    void ofSeveralNameServersTheFirstGoodAnswerCounts() throws IOException {
        try (ScriptedDns silent = new ScriptedDns();
                ScriptedDns wrong = new ScriptedDns()) {
            silent.on("web.test", silence());
            wrong.on("web.test", code(2));
            section("nameserver.ns2", "127.0.0.1:" + silent.port());
            section("nameserver.ns3", "127.0.0.1:" + wrong.port());
            dns.addresses("web.test", "127.0.0.2");
            server("web.test:80 resolve-prefer ipv4");
            List<Server> servers = start();
            awaitWhere(servers, "127.0.0.2");
            int before = dns.questions().size();
            soon().until(() -> dns.questions().size() > before + 10);
            assertThat(where(servers)).containsExactly("127.0.0.2");
        }
    }

    private static byte[] changed(byte[] answer, UnaryOperator<byte[]> how) {
        return how.apply(answer.clone());
    }

    /** None of these may move the server, stop the asking, or leak a buffer; the good answer afterwards counts. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            another id
            another question
            cut in the header
            cut in a record
            nothing
            a name that points at itself
            an alias of itself
            aliases in a circle
            an address of three bytes
            an address of another name
            a record that claims more than there is
            noise
            """)
    void hostileAnswersAreWorthNothing(String kind) {
        ScriptedDns.Script evil = question -> evil(kind, question);
        dns.on("web.test", evil);
        server("web.test:80");
        List<Server> servers = start();
        soon().until(() -> dns.questions().size() >= 8);
        assertThat(where(servers)).containsExactly("-");
        dns.addresses("web.test", "127.0.0.2");
        awaitWhere(servers, "127.0.0.2");
    }

    private static byte[] evil(String kind, byte[] question) {
        byte[] good = message(question, 0, List.of(a("web.test", "127.0.0.66")), List.of());
        int afterName = good.length - 14;
        return switch (kind) {
            case "another id" ->
                changed(good, bytes -> {
                    bytes[0] ^= 0x55;
                    return bytes;
                });
            case "another question" ->
                changed(good, bytes -> {
                    bytes[13] ^= 0x01;
                    return bytes;
                });
            case "cut in the header" -> Arrays.copyOf(good, 7);
            case "cut in a record" -> Arrays.copyOf(good, good.length - 3);
            case "nothing" -> new byte[0];
            case "a name that points at itself" ->
                changed(good, bytes -> {
                    int name = afterName - 10;
                    bytes[name] = (byte) 0xC0;
                    bytes[name + 1] = (byte) name;
                    return bytes;
                });
            case "an alias of itself" -> message(question, 0, List.of(cname("web.test", "web.test")), List.of());
            case "aliases in a circle" ->
                message(
                        question,
                        0,
                        List.of(cname("web.test", "b.test"), cname("b.test", "web.test"), a("c.test", "127.0.0.66")),
                        List.of());
            case "an address of three bytes" ->
                message(question, 0, List.of(new ScriptedDns.Resource("web.test", A, new byte[3])), List.of());
            case "an address of another name" -> message(question, 0, List.of(a("evil.test", "127.0.0.66")), List.of());
            case "a record that claims more than there is" ->
                changed(good, bytes -> {
                    bytes[bytes.length - 5] = (byte) 0xFF;
                    return bytes;
                });
            default ->
                changed(good, bytes -> {
                    for (int i = 2; i < bytes.length; i++) {
                        bytes[i] = (byte) (i * 37 | 0x80);
                    }
                    return bytes;
                });
        };
    }

    @Test
    void srvRecordsWithoutATargetOrAPortAreLeftOut() {
        dns.on(
                "_http._tcp.svc.test",
                SRV,
                records(
                        srv("_http._tcp.svc.test", 1, 0, "n2.test"),
                        new ScriptedDns.Resource("_http._tcp.svc.test", SRV, new byte[] {0, 0, 0, 0, 0, 80, 0}),
                        srv("_http._tcp.svc.test", 1, 8002, "n2.test")));
        dns.addresses("n2.test", "127.0.0.12");
        template("3 _http._tcp.svc.test");
        awaitWhere(start(), "127.0.0.12", "-", "-");
    }

    @Test
    void aSilentNameServerIsAskedAsOftenAsTheRetriesSay() {
        section("resolve-retries", "3");
        section("timeout.resolve", "1h");
        dns.on("web.test", silence());
        server("web.test:80");
        start();
        soon().until(() -> figures().count(Figure.TIMEOUT) == 3);
        assertThat(dns.questions()).containsExactly("web.test/28", "web.test/28", "web.test/28");
    }

    @Test
    void namesAreWatchedOnceForAllTheirServers() {
        section("timeout.resolve", "1h");
        dns.addresses("web.test", "127.0.0.2", "127.0.0.3", "127.0.0.4");
        template("3 web.test:80");
        awaitWhere(start(), "127.0.0.2", "127.0.0.3", "127.0.0.4");
        assertThat(dns.questions()).containsExactly("web.test/28", "web.test/1");
    }

    @Test
    void theLogTellsItAsHaproxyDoes(@TempDir Path directory) throws IOException {
        HaproxyProcess.assumeInstalled();
        dns.addresses("web.test", "127.0.0.2");
        server("web.test:80");
        try (HaproxyLog haproxy = HaproxyLog.start(
                directory,
                List.of("mode http", "timeout connect 1s", "timeout client 1s", "timeout server 1s"),
                List.of(
                        "server s1 web.test:80 resolvers r init-addr none",
                        "resolvers r",
                        "nameserver ns1 127.0.0.1:" + dns.port(),
                        "timeout resolve 1s",
                        "timeout retry 100ms",
                        "hold nx 300ms"))) {
            List<Server> servers = start();
            awaitWhere(servers, "127.0.0.2");
            List<String> theirs = new ArrayList<>(haproxy.await(3));
            dns.addresses("web.test", "127.0.0.3");
            awaitWhere(servers, "127.0.0.3");
            theirs.addAll(haproxy.await(1));
            dns.on("web.test", code(3));
            awaitWhere(servers, "-");
            theirs.addAll(haproxy.await(2));
            soon().untilAsserted(() -> assertThat(gateway.lines()).hasSizeGreaterThanOrEqualTo(6));
            assertThat(gateway.lines()).isEqualTo(theirs);
        }
    }
}
