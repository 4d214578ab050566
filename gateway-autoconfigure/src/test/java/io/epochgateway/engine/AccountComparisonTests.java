package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.runtimeapi.RuntimeApi;
import io.epochgateway.runtimeapi.command.GatewayCommands;
import io.epochgateway.test.HaproxyProcess;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of the same traffic, HAProxy and the gateway tell the same: in the log, and in {@code show stat}. */
class AccountComparisonTests {

    private static final List<String> COLUMNS = List.of(
            "stot",
            "dreq",
            "ereq",
            "econ",
            "wretr",
            "wredis",
            "hrsp_1xx",
            "hrsp_2xx",
            "hrsp_4xx",
            "hrsp_5xx",
            "hrsp_other",
            "req_tot",
            "conn_tot",
            "intercepted",
            "dcon",
            "connect",
            "reuse",
            "lbtot",
            "status",
            "weight",
            "cookie",
            "act",
            "bck");
    private static final List<String> DEFAULTS = List.of(
            "mode http",
            "balance roundrobin",
            "option httplog",
            "timeout client 10s",
            "timeout server 10s",
            "timeout connect 1s",
            "retries 1");
    /** Where times are, whether there is one is told, not which. */
    private static final Pattern TIME = Pattern.compile("(?<=[ /])\\d+(?=[ /].*\\d{3} \\d+ - - )");

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    /**
     * What is done, and with what.
     *
     * @param front in HAProxy's words
     * @param back too; {@code {a}} is the origin's address, {@code {dir}} a directory, {@code {dead}} an address that
     *     refuses connections
     * @param lines of the log that it leaves
     */
    record Case(String name, List<String> front, List<String> back, int lines, Origin.Behaviour origin, Client client) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Client {
        /** Returns what it got. */
        String talk(InetSocketAddress proxy) throws Exception;
    }

    /** What is left of it. */
    record Trace(String got, List<String> lines, Map<String, Map<String, String>> rows) {}

    @BeforeEach
    void installed() {
        HaproxyProcess.assumeInstalled();
    }

    private static Origin.Behaviour saying(String... answers) {
        return connection -> {
            for (int i = 0; connection.request(); i++) {
                connection.answer(answers[Math.min(i, answers.length - 1)]);
            }
        };
    }

    /** Sends each when the answer to the one before is there, and takes all that comes of the last. */
    private static Client asking(String... requests) {
        return proxy -> {
            StringBuilder got = new StringBuilder();
            try (RawClient client = RawClient.to(proxy)) {
                for (String request : requests) {
                    client.send(request);
                    got.append(client.reply().status()).append(' ');
                }
                client.endOutput();
                return got + client.howItEnds();
            }
        };
    }

    private static Client sending(String text) {
        return proxy -> {
            try (RawClient client = RawClient.to(proxy)) {
                client.send(text);
                return client.howItEnds();
            }
        };
    }

    static Stream<Case> cases() {
        List<String> one = List.of("server s {a}");
        List<String> cookies = List.of("server s {dead} cookie s", "server t {a} cookie t");
        Semaphore reached = new Semaphore(0);
        Semaphore answers = new Semaphore(0);
        return Stream.of(
                new Case(
                        "interim responses are the server's",
                        List.of(),
                        one,
                        1,
                        saying("HTTP/1.1 103 Early Hints\r\n\r\n" + Origin.OK),
                        proxy -> {
                            try (RawClient client = RawClient.to(proxy)) {
                                client.send(GET);
                                return client.reply().status() + " "
                                        + client.reply().status();
                            }
                        }),
                new Case(
                        "a request body that is none",
                        List.of(),
                        one,
                        1,
                        connection -> {
                            connection.requestHead();
                            reached.release();
                            connection.countRest();
                        },
                        proxy -> {
                            try (RawClient client = RawClient.to(proxy)) {
                                client.send(POST + "1\r\na\r\n");
                                reached.acquire();
                                client.send("nonsense\r\n");
                                return client.reply().status() + " " + client.howItEnds();
                            }
                        }),
                new Case(
                        "a slot that goes on to the next",
                        List.of(),
                        List.of("server s {a} maxconn 1"),
                        2,
                        connection -> {
                            while (connection.request()) {
                                reached.release();
                                answers.acquire();
                                connection.answer(Origin.OK);
                            }
                        },
                        proxy -> {
                            try (RawClient first = RawClient.to(proxy);
                                    RawClient second = RawClient.to(proxy)) {
                                first.send(GET);
                                reached.acquire();
                                second.send(GET);
                                // nobody is told that it waits
                                Thread.sleep(100);
                                answers.release(2);
                                String got = first.reply().status() + " "
                                        + second.reply().status();
                                reached.acquire();
                                return got;
                            }
                        }),
                new Case(
                        "a server that is dead, and another",
                        List.of(),
                        List.of("option redispatch", "server s {dead}", "server t {a}"),
                        2,
                        saying(Origin.OK),
                        asking(GET, GET)),
                new Case(
                        "a client whose server is dead",
                        List.of(),
                        concat(List.of("option redispatch", "cookie SRV insert indirect"), cookies),
                        1,
                        saying(Origin.OK),
                        asking("GET / HTTP/1.1\r\nHost: a\r\nCookie: SRV=s\r\n\r\n")),
                new Case(
                        "a client that knows its server",
                        List.of(),
                        concat(List.of("cookie SRV prefix indirect"), cookies),
                        1,
                        saying(Origin.OK.replace("Content", "Set-Cookie: SRV=x\r\nContent")),
                        asking("GET / HTTP/1.1\r\nHost: a\r\nCookie: SRV=t~x\r\n\r\n")),
                new Case(
                        "an error file with another status",
                        List.of(),
                        List.of("errorfile 503 {dir}/404.http"),
                        1,
                        saying(Origin.OK),
                        asking(GET)),
                new Case(
                        "an error file without a word",
                        List.of(),
                        List.of("errorfile 503 /dev/null"),
                        1,
                        saying(Origin.OK),
                        sending(GET)),
                new Case(
                        "a location in an error's place",
                        List.of(),
                        List.of("errorloc303 503 http://b/"),
                        1,
                        saying(Origin.OK),
                        asking(GET)),
                new Case(
                        "the monitor",
                        List.of("monitor-uri /up"),
                        one,
                        1,
                        saying(Origin.OK),
                        asking("GET /up HTTP/1.1\r\nHost: a\r\n\r\n", GET)),
                new Case(
                        "the monitor, before any rule of requests",
                        List.of("monitor-uri /up", "http-request deny if { path /up }"),
                        one,
                        1,
                        saying(Origin.OK),
                        asking("GET /up HTTP/1.1\r\nHost: a\r\n\r\n", GET)),
                new Case(
                        "a connection that is rejected",
                        List.of("tcp-request connection reject"),
                        one,
                        0,
                        saying(Origin.OK),
                        proxy -> {
                            try (RawClient client = RawClient.to(proxy)) {
                                return client.howItEnds();
                            }
                        }),
                new Case(
                        "a header of the PROXY protocol that is none",
                        List.of("tcp-request connection expect-proxy layer4"),
                        one,
                        1,
                        saying(Origin.OK),
                        sending(GET)),
                new Case(
                        "backups",
                        List.of(),
                        List.of("server s {dead} disabled", "server t {a} backup weight 3", "server u {a} backup"),
                        1,
                        saying(Origin.OK),
                        asking(GET)));
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameIsToldOf(Case one, @TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("404.http"), "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n");
        try (Origin origin = Origin.that(one.origin())) {
            Trace expected = ofHaproxy(one, origin, directory);
            assertThat(ofTheGateway(one, origin, directory)).isEqualTo(expected);
        }
    }

    private static List<String> back(Case one, Origin origin, Path directory) {
        return one.back().stream()
                .map(line -> line.replace("{a}", "127.0.0.1:" + origin.address().getPort())
                        .replace("{dead}", "127.0.0.1:1")
                        .replace("{dir}", directory.toString()))
                .toList();
    }

    private static Trace ofHaproxy(Case one, Origin origin, Path directory) throws Exception {
        try (HaproxyLog haproxy = HaproxyLog.start(directory, DEFAULTS, one.front(), back(one, origin, directory))) {
            String got = one.client().talk(haproxy.address());
            return new Trace(got, comparable(haproxy.await(one.lines())), comparable(haproxy.statistics()));
        }
    }

    private static Trace ofTheGateway(Case one, Origin origin, Path directory) throws Exception {
        Path socket = directory.resolve("gateway.sock");
        try (LogLines lines = LogLines.listen();
                ConfiguredGateway gateway = ConfiguredGateway.withFront(1)) {
            gateway.set("global.stats.socket", socket + " level admin").set("backend.back.mode", "http");
            DEFAULTS.forEach(line -> set(gateway, "defaults", line));
            one.front().forEach(line -> set(gateway, "frontend.front", line));
            back(one, origin, directory).forEach(line -> set(gateway, "backend.back", line));
            InetSocketAddress address = gateway.start().address();
            try (RuntimeApi api = RuntimeApi.open(
                    GatewayGrammar.read(gateway.environment()).global().stats(),
                    GatewayCommands.of(gateway.gateway(), gateway.loops()))) {
                assertThat(api).isNotNull();
                String got = one.client().talk(address);
                gateway.awaitNoSessions();
                return new Trace(got, comparable(lines.await(one.lines())), comparable(HaproxyLog.rows(socket)));
            }
        }
    }

    private static void set(ConfiguredGateway gateway, String section, String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "server", "timeout" -> gateway.set(section + "." + words[0] + "." + words[1], words[2]);
            case "option", "tcp-request", "http-request", "errorfile", "errorloc303" -> gateway.addLine(section, line);
            default -> gateway.set(section + "." + words[0], line.substring(words[0].length() + 1));
        }
    }

    private static Map<String, Map<String, String>> comparable(Map<String, Map<String, String>> rows) {
        return rows.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        row -> COLUMNS.stream()
                                .collect(Collectors.toMap(
                                        column -> column,
                                        column -> row.getValue().getOrDefault(column, "")))));
    }

    /** Without addresses, dates and how many bytes there were, which HAProxy counts in its own way. */
    private static List<String> comparable(List<String> lines) {
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            int end = line.indexOf("] ");
            String told = TIME.matcher(end < 0 ? line : line.substring(end + 1)).replaceAll("n");
            Matcher bytes = Pattern.compile(" (\\S+) \\d+ - - ").matcher(told);
            all.add(bytes.replaceFirst(" $1 - - "));
        }
        all.sort(null);
        return all;
    }
}
