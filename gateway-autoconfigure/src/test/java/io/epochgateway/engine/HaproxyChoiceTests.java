package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the same configuration, a request goes to the same server as with HAProxy itself. */
class HaproxyChoiceTests {

    private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 1);
    private static final List<String> WEIGHTED = List.of("weight 1", "weight 3", "weight 10", "weight 0", "weight 7");
    private static final List<String> NUMBERED =
            List.of("weight 2", "id 7", "weight 4 disabled", "id 2", "weight 2", "backup");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"roundrobin", "static-rr", "leastconn", "first", "source"})
    void inTurn(String balance) throws Exception {
        for (List<String> servers : List.of(
                List.of("", "", ""),
                WEIGHTED,
                NUMBERED,
                List.of("weight 100", "weight 99", "weight 1", "weight 256"),
                List.of("weight 5", "weight 5", "weight 10", "weight 20", "weight 35", "weight 1", "weight 2"),
                List.of("backup weight 2", "backup", "disabled"))) {
            compare(List.of("balance " + balance), servers, plain(400));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"map-based", "consistent"})
    void byTenThousandUris(String type) throws Exception {
        compare(List.of("balance uri", "hash-type " + type), WEIGHTED, varied(10_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map-based sdbm",
                "map-based djb2",
                "map-based wt6",
                "map-based crc32",
                "map-based crc32 avalanche",
                "consistent sdbm",
                "consistent djb2",
                "consistent wt6",
                "consistent crc32",
                "consistent wt6 avalanche"
            })
    void byTenThousandUrisWhileAServerGoesAndComes(String type) throws Exception {
        List<String> backend = List.of("balance uri", "hash-type " + type);
        List<String> requests = varied(10_000);
        try (HaproxyChoices haproxy = HaproxyChoices.start(directory, backend, WEIGHTED);
                ConfiguredGateway gateway = gateway(backend, WEIGHTED, 1).start()) {
            for (Administration wanted : List.of(Administration.MAINT, Administration.READY, Administration.DRAIN)) {
                haproxy.tell("set server back/s2 state " + wanted.name().toLowerCase(Locale.ROOT));
                gateway.states("back/s2").administer(gateway.server("back/s2"), wanted);
                assertSame(haproxy.choices(requests), choices(gateway, requests), type + ", " + wanted, requests);
            }
        }
        List<String> without = new ArrayList<>(WEIGHTED);
        without.remove(2);
        compare(backend, without, requests);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map-based sdbm avalanche", "map-based djb2", "map-based wt6 avalanche", "map-based crc32",
                "consistent sdbm", "consistent djb2 avalanche", "consistent wt6", "consistent crc32"
            })
    void byTheUri(String type) throws Exception {
        List<String> backend = List.of("balance uri", "hash-type " + type);
        compare(backend, NUMBERED, varied(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uri",
                "uri len 5",
                "uri depth 2",
                "uri whole",
                "uri depth 1 whole len 7",
                "uri path-only",
                "url_param user",
                "url_param x",
                "hdr(X-User)",
                "hdr(host)",
                "source"
            })
    void byAPart(String balance) throws Exception {
        for (String type : List.of("map-based", "consistent")) {
            compare(List.of("balance " + balance, "hash-type " + type), WEIGHTED, varied(300));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path",
                "url",
                "hdr(x-user)",
                "url_param(user)",
                "src",
                "req.hdr(x-user),lower",
                "path,field(3,/)",
                "url32",
                "int(7)",
                "hdr_cnt(x-user)",
                "base,crc32",
                "req.cook(b)",
                "method"
            })
    void byASample(String sample) throws Exception {
        for (String type : List.of("map-based", "consistent crc32")) {
            compareLive(List.of("balance hash " + sample, "hash-type " + type), WEIGHTED, varied(120));
        }
    }

    @Test
    void byTheFormInAPost() throws Exception {
        List<String> requests = new ArrayList<>();
        for (String body : List.of(
                "user=abc",
                "x=1&user=abd&y",
                "x=1;user=abc",
                "user=",
                "user=&b=1",
                "user= abc",
                "user=(abc",
                "user=a(b c",
                "xuser=a",
                "a\nuser=abc",
                "x=" + "y".repeat(20_000) + "&user=abc",
                "user=z&x=" + "y".repeat(20_000))) {
            for (String line : List.of("POST /", "POST /?user=q", "POST /?x=1", "PUT /")) {
                requests.add(line + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
            int half = body.length() / 2;
            requests.add("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk(body.substring(0, half)) + chunk(body.substring(half)) + chunk(""));
        }
        compareLive(List.of("balance url_param user check_post"), WEIGHTED, requests);
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    /** HAProxy looks one octet too far, so here another field follows. */
    @Test
    void byTheDomain() throws Exception {
        List<String> requests = varied(1500).stream()
                .filter(request -> request.contains("ser: u"))
                .toList();
        compare(List.of("balance hdr(Host) use_domain_only"), WEIGHTED, requests);
    }

    private static List<String> plain(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                .toList();
    }

    private static List<String> varied(int count) {
        List<String> hosts =
                List.of("a", "www.example.com", "example.org:80", "x.y.z.example.net", "10.0.0.1", "a.b", ".");
        List<String> targets = List.of(
                "/a/%d/c?user=%d",
                "/%d",
                "/?user=u%d;b&x=%d",
                "http://other/%d/y?x=%d",
                "/p/q/r?b&user=&x=%d",
                "/a?useruser=1&user=%d",
                "/a//b/%d/?",
                "http://other");
        List<String> fields = List.of(
                "X-User: u%d\r\n",
                "",
                "X-User: a%d, b%d\r\n",
                "X-User: one\r\nX-User: \"a,b%d\", z%d\r\n",
                "X-User:\r\n",
                "x-user: \u00e4\u00f6%d\r\n");
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String target = targets.get(i % targets.size());
            String host = target.startsWith("http") ? "other" : hosts.get(i / 3 % hosts.size());
            requests.add(("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields.get(i / 5 % fields.size())
                            + "\r\n")
                    .replace("%d", String.valueOf(i)));
        }
        return requests;
    }

    private void compare(List<String> backend, List<String> servers, List<String> requests) throws Exception {
        try (HaproxyChoices haproxy = HaproxyChoices.start(directory, backend, servers);
                ConfiguredGateway gateway = gateway(backend, servers, 1).start()) {
            assertSame(haproxy.choices(requests), choices(gateway, requests), backend + ", " + servers, requests);
        }
    }

    /** Over sockets, for what only a whole stream shows. */
    private void compareLive(List<String> backend, List<String> servers, List<String> requests) throws Exception {
        try (HaproxyChoices haproxy = HaproxyChoices.start(directory, backend, servers);
                ConfiguredGateway gateway =
                        gateway(backend, servers, haproxy.origin()).start()) {
            List<String> theirs = haproxy.choices(requests);
            List<String> ours = HaproxyChoices.ask(gateway.port("front"), requests, "x-at: 127.0.1.").stream()
                    .map(host -> "s" + host)
                    .toList();
            assertSame(theirs, ours, backend + ", " + servers, requests);
        }
    }

    private static void assertSame(List<String> theirs, List<String> ours, String what, List<String> requests) {
        for (int i = 0; i < requests.size(); i++) {
            assertThat(ours.get(i))
                    .as("%s, request %d: %s", what, i, requests.get(i))
                    .isEqualTo(theirs.get(i));
        }
    }

    /** Each server at an address of its own. */
    private static ConfiguredGateway gateway(List<String> backend, List<String> servers, int port) {
        ConfiguredGateway gateway = ConfiguredGateway.withFront(1);
        for (String line : backend) {
            String[] words = line.split(" ", 2);
            gateway.set("backend.back." + words[0], words[1]);
        }
        for (int i = 0; i < servers.size(); i++) {
            gateway.set("backend.back.server.s" + i, "127.0.1." + i + ":" + port + " " + servers.get(i));
        }
        return gateway;
    }

    private static List<String> choices(ConfiguredGateway gateway, List<String> requests) {
        ServerSet set = gateway.servers("back");
        return requests.stream()
                .map(request -> choice(set, request, gateway.loops()))
                .toList();
    }

    private static String choice(ServerSet set, String text, GatewayLoopResources loops) {
        MessageHead head = new MessageHead(MessageHead.Kind.REQUEST, HeadLimits.DEFAULT);
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        assertThat(head.read(bytes)).as(text).isEqualTo(MessageHead.Progress.COMPLETE);
        Server designated = set.designated(set.key(CLIENT, head));
        Server server = designated != null && set.take(designated) ? designated : set.pick();
        if (server == null) {
            return "none";
        }
        set.release(server, null, loops.loops().getFirst());
        return server.name();
    }
}
