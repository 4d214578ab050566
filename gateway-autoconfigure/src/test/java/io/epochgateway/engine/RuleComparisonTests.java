package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import io.epochgateway.test.HaproxyProcess;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the same rules, HAProxy and the gateway send the same client to the same place, and leave the same lines. */
class RuleComparisonTests {

    private static final List<Counter> OF_THE_FRONTEND =
            List.of(Counter.DREQ, Counter.DRESP, Counter.DCON, Counter.DSES, Counter.CONN_TOT, Counter.STOT);
    private static final List<Counter> OF_THE_BACKEND = List.of(Counter.DREQ, Counter.DRESP, Counter.STOT);
    private static final Pattern TCP = Pattern.compile("\\] (\\S+) (\\S+) (?:\\S+) (\\d+) (\\S\\S) ");
    private static final Pattern HTTP = Pattern.compile("\\] (\\S+) (\\S+) (?:\\S+) (\\S+) (\\d+) - - (\\S{4}) ");

    private static final Pattern HEAD = Pattern.compile("HTTP/1.1 (\\d+)(?:[^\\r]+\\r\\n)+\\r\\n");

    /**
     * What a client does.
     *
     * @param rules in HAProxy's words, of the frontend or, behind {@code back}, of the backend of that name
     * @param lines how many lines of the log that leaves
     */
    record Case(String mode, List<String> rules, int lines, Client client) {

        /** Of the frontend. */
        String log() {
            return mode.equals("upgraded") ? "tcp" : mode;
        }

        /** Of the backends. */
        String backendMode() {
            return mode.equals("upgraded") ? "http" : mode;
        }

        List<String> frontendRules() {
            return rules.stream().filter(rule -> !rule.startsWith("back ")).toList();
        }

        List<String> backendRules() {
            return rules.stream()
                    .filter(rule -> rule.startsWith("back "))
                    .map(rule -> rule.substring("back ".length()))
                    .toList();
        }

        @Override
        public String toString() {
            return mode + ": " + String.join("; ", rules);
        }
    }

    interface Client {
        void talk(RawClient wire) throws Exception;
    }

    /** What is left of it: what the client got, the lines, what the frontend counted. */
    record Trace(String got, List<String> lines, Map<String, Long> counters) {}

    @BeforeEach
    void installed() {
        HaproxyProcess.assumeInstalled();
    }

    private static Client sends(String text) {
        return wire -> wire.send(text);
    }

    private static Client sendsOneByOne(String text) {
        return wire -> {
            for (char octet : text.toCharArray()) {
                wire.send(String.valueOf(octet));
                Thread.sleep(5);
            }
        };
    }

    private static Case tcp(Client client, String... rules) {
        return new Case("tcp", List.of(rules), 1, client);
    }

    private static Case unlogged(Client client, String... rules) {
        return new Case("tcp", List.of(rules), 0, client);
    }

    private static Case http(String request, String... rules) {
        return new Case("http", List.of(rules), 1, sends(request));
    }

    /** Of a frontend of mode tcp whose backends have mode http. */
    private static Case upgraded(int lines, Client client, String... rules) {
        return new Case("upgraded", List.of(rules), lines, client);
    }

    /** Sends, and goes on until nobody is there any more to send to. */
    private static Client isDropped(String text) {
        return wire -> {
            wire.send(text);
            for (int i = 0; i < 1000; i++) {
                Thread.sleep(5);
                wire.send("x");
            }
        };
    }

    static Stream<Case> upgrades() {
        String delay = "tcp-request inspect-delay 10s";
        String upgrade = "tcp-request content switch-mode http if HTTP";
        String reject = "tcp-request content reject";
        String one = "GET /1 HTTP/1.1\r\nHost: one.example\r\n\r\n";
        String last = "GET /a HTTP/1.1\r\nHost: one.example\r\nConnection: close\r\n\r\n";
        return Stream.of(
                upgraded(1, sends(last), delay, upgrade, reject),
                upgraded(2, sends(one + last), delay, upgrade, reject, "use_backend a if { path /a }"),
                upgraded(2, sends(one + last), delay, upgrade, "http-request deny if { path /a }"),
                upgraded(2, sends(one + last), "tcp-request content switch-mode http proto h1"),
                upgraded(1, sends("nonsense\r\n\r\n"), delay, upgrade, reject),
                upgraded(1, sends("nonsense\r\n\r\n"), "tcp-request content switch-mode http"),
                upgraded(
                        1,
                        sendsOneByOne(last),
                        delay,
                        "tcp-request content set-var(txn.m) method",
                        upgrade,
                        reject,
                        "use_backend a if { var(txn.m) -m str GET }"),
                upgraded(
                        1,
                        wire -> {
                            wire.send(one);
                            wire.endOutput();
                        },
                        delay,
                        upgrade,
                        reject),
                upgraded(2, sends(one + last)),
                upgraded(2, sends(one + last), delay, "tcp-request content accept if HTTP", "use_backend a"),
                upgraded(1, sends(last), "http-request deny if { path /a }"),
                upgraded(1, sends(last), "back tcp-request content reject if { path /a }"),
                upgraded(1, sends(last), "back mode tcp", "tcp-request content switch-mode http"),
                upgraded(2, sends(one + last), "use_backend a if { path /a }"));
    }

    static Stream<Case> dropped() {
        String delay = "tcp-request inspect-delay 10s";
        String get = "GET /a?x=1 HTTP/1.1\r\nHost: one.example\r\nX-A: 1\r\n\r\n";
        return Stream.of(
                unlogged(isDropped("hello!"), "tcp-request connection silent-drop"),
                unlogged(isDropped("hello!"), "tcp-request session silent-drop"),
                tcp(isDropped("hello!"), "tcp-request content silent-drop"),
                tcp(isDropped("hello!"), delay, "tcp-request content silent-drop if { req.len ge 6 }"),
                tcp(isDropped("hello!"), "back tcp-request content silent-drop"),
                tcp(isDropped("hello!"), "back tcp-response content silent-drop"),
                tcp(
                        isDropped("hello!"),
                        "back tcp-response inspect-delay 10s",
                        "back tcp-response content silent-drop if { res.len ge 5 }"),
                new Case("http", List.of("tcp-request content silent-drop"), 1, isDropped(get)),
                new Case("http", List.of("http-request silent-drop"), 1, isDropped(get)),
                new Case("http", List.of("back tcp-request content silent-drop"), 1, isDropped(get)));
    }

    static Stream<Case> backendRulesOfHttp() {
        String get = "GET /a?x=1 HTTP/1.1\r\nHost: one.example\r\nConnection: close\r\nX-A: 1\r\n\r\n";
        String delay = "back tcp-response inspect-delay 10s";
        return Stream.of(
                http(get, "back tcp-request content reject"),
                http(get, "back tcp-request content reject if { path /a }"),
                http(get, "back tcp-request content reject if METH_POST"),
                http(get, "use_backend a", "back tcp-request content reject"),
                http(get, "back tcp-request content accept if { hdr(x-a) 1 }", "back tcp-request content reject"),
                http(get, "back tcp-response content reject"),
                http(get, delay, "back tcp-response content reject if { status 200 }"),
                http(get, delay, "back tcp-response content reject if { res.hdr(content-length) 4 } { srv_name s }"),
                http(
                        get,
                        delay,
                        "back tcp-response content accept if { status 200 }",
                        "back tcp-response content reject"),
                http(
                        get,
                        "back tcp-request content set-var(txn.a) path",
                        delay,
                        "back tcp-response content reject if { var(txn.a) -m str /a }"));
    }

    static Stream<Case> cases() {
        String delay = "tcp-request inspect-delay 10s";
        String shortDelay = "tcp-request inspect-delay 100ms";
        String answerDelay = "back tcp-response inspect-delay 10s";
        String get = "GET /a?x=1 HTTP/1.1\r\nHost: one.example\r\nConnection: close\r\nX-A: 1\r\n\r\n";
        return Stream.of(
                tcp(sends("hello!"), "tcp-request content reject"),
                tcp(sends("hello!"), "tcp-request content accept", "tcp-request content reject"),
                tcp(sends("hello!"), "tcp-request content reject if { src 10.0.0.0/8 }", "use_backend a"),
                tcp(sends("hello!"), "use_backend a if { src 127.0.0.1 }"),
                tcp(sends("hello!"), "use_backend a unless LOCALHOST", "use_backend b"),
                tcp(
                        sends("hello!"),
                        delay,
                        "tcp-request content accept if REQ_CONTENT",
                        "use_backend a if { req.len gt 0 }"),
                tcp(
                        sendsOneByOne("hello!"),
                        delay,
                        "tcp-request content accept if { req.len ge 3 }",
                        "use_backend a if { req.payload(0,3) -m str hel }",
                        "use_backend b"),
                tcp(
                        sendsOneByOne("hello!"),
                        delay,
                        "tcp-request content reject if { req.payload(0,5) -m bin 68656c6c6f }",
                        "use_backend a"),
                tcp(wire -> {}, shortDelay, "tcp-request content reject if WAIT_END"),
                tcp(wire -> wire.send("x"), shortDelay, "tcp-request content reject if { req.len lt 2 } WAIT_END"),
                tcp(wire -> {}, shortDelay, "tcp-request content accept if REQ_CONTENT", "tcp-request content reject"),
                tcp(
                        wire -> {
                            wire.send("ab!");
                            wire.endOutput();
                        },
                        delay,
                        "tcp-request content accept if { req.len ge 9 }",
                        "use_backend a if { req.len 3 }"),
                tcp(
                        sends("x".repeat(40_000) + "!"),
                        delay,
                        "tcp-request content accept if { req.len ge 1000000 }",
                        "use_backend a if { req.len ge 15000 }"),
                tcp(
                        sendsOneByOne(get.replace("\r\n\r\n", "\r\nX: !\r\n\r\n")),
                        delay,
                        "tcp-request content reject if !HTTP",
                        "use_backend a if { hdr(host) one.example } METH_GET { path /a }"),
                tcp(sends("nonsense\r\n\r\n!"), delay, "tcp-request content reject if !HTTP"),
                tcp(
                        sends("hello!"),
                        "tcp-request connection set-var(sess.a) src",
                        "tcp-request session set-var(sess.b) int(7)",
                        "tcp-request content set-var(txn.c) var(sess.b),add(1)",
                        "use_backend a if { var(txn.c) -m int 8 } { var(sess.a) -m ip 127.0.0.1 }"),
                tcp(
                        sends("hello!"),
                        "tcp-request content set-var(txn.c) int(1)",
                        "tcp-request content unset-var(txn.c)",
                        "use_backend a if { var(txn.c) -m found }"),
                tcp(sends("hello!"), "use_backend %[str(b)]"),
                tcp(sends("hello!"), "use_backend %[str(nowhere)]"),
                tcp(sends("hello!"), "acl here src 10.0.0.1", "acl here dst 127.0.0.1", "use_backend b if here"),
                tcp(sends("hello!"), "use_backend a if { nbsrv(b) gt 0 } { srv_is_up(a/s) } { fe_conn ge 1 }"),
                tcp(sends("hello!"), "back tcp-response content reject if { res.payload(0,4) -m str back }"),
                tcp(
                        sends("hello!"),
                        answerDelay,
                        "back tcp-response content reject if { res.payload(0,4) -m str back }"),
                tcp(
                        sends("hello!"),
                        answerDelay,
                        "back tcp-response content close if { res.payload(0,4) -m str back }"),
                tcp(
                        sends("hello!"),
                        answerDelay,
                        "back tcp-response content accept if { res.len ge 5 }",
                        "back tcp-response content reject"),
                tcp(
                        sends("hello!"),
                        answerDelay,
                        "back tcp-response content accept if { res.len ge 1000 }",
                        "back tcp-response content reject"),
                tcp(sends("hello!"), answerDelay, "back tcp-response content reject if { res.len ge 1000 }"),
                tcp(sends("hello!"), answerDelay, "back tcp-response content reject if { res.len lt 100 }"),
                tcp(sends("hello!"), "back tcp-response content reject"),
                tcp(
                        wire -> {},
                        "back tcp-response inspect-delay 100ms",
                        "back tcp-response content reject if WAIT_END"),
                tcp(
                        sends("hello!"),
                        answerDelay,
                        "back acl known var(txn.a) -m str back",
                        "back tcp-response content set-var(txn.a) res.payload(0,4)",
                        "back tcp-response content reject if known { srv_name s } { be_name back }"),
                tcp(
                        sends("x".repeat(40_000) + "!"),
                        answerDelay,
                        "back tcp-response content reject if { res.len ge 1000000 }"),
                tcp(sends("hello!"), "back tcp-request content reject if { be_name back }"),
                tcp(sends("hello!"), "use_backend a", "back tcp-request content reject"),
                tcp(sends("hello!"), "back tcp-request content accept", "back tcp-request content reject"),
                tcp(
                        sendsOneByOne("hello!"),
                        delay,
                        "tcp-request content accept if { req.len ge 2 }",
                        "back tcp-request inspect-delay 10s",
                        "back tcp-request content reject if { req.payload(0,5) -m str hellO }"),
                tcp(
                        sendsOneByOne("hello!"),
                        "back acl hello req.payload(0,5) -m str hello",
                        "back tcp-request inspect-delay 10s",
                        "back tcp-request content reject if hello"),
                tcp(
                        wire -> {
                            wire.send("ab!");
                            wire.endOutput();
                        },
                        "back tcp-request inspect-delay 10s",
                        "back tcp-request content reject if { req.len ge 9 }"),
                tcp(wire -> {}, "back tcp-request inspect-delay 100ms", "back tcp-request content reject if WAIT_END"),
                tcp(sends("hello!"), "http-request deny"),
                unlogged(wire -> {}, "tcp-request connection reject"),
                unlogged(wire -> {}, "tcp-request session reject if { src 127.0.0.1 }"),
                tcp(sends("hello!"), "tcp-request connection accept", "tcp-request connection reject"),
                tcp(
                        sends("PROXY TCP4 10.1.2.3 10.4.5.6 7 8\r\nhello!"),
                        "tcp-request connection expect-proxy layer4 if { src 127.0.0.1 }",
                        "use_backend a if { src 10.1.2.3 } { src_port 7 } { dst 10.4.5.6 } { dst_port 8 } { fc_rcvd_proxy }"),
                unlogged(
                        sends("PROXY TCP4 10.1.2.3 10.4.5.6 7 8\r\nhello!"),
                        "tcp-request connection expect-proxy layer4",
                        "tcp-request session reject if { src 10.1.2.3 }"),
                http(get, "use_backend a if { path /a }"),
                http(get, "use_backend a if { path_beg /b }", "use_backend b if METH_GET { hdr(x-a) 1 }"),
                http(get, "use_backend %[req.hdr(x-a),length,iif(a,b)]"),
                http(get, "use_backend %[path,bytes(1)]"),
                http(get, "tcp-request content reject if { path /a }"),
                http(get, "http-request deny if { path /a }"),
                http(get, "http-request deny deny_status 429 if METH_GET"),
                http(get, "http-request deny unless METH_GET", "use_backend a"),
                http(get, "http-request tarpit if { path /a }"),
                http(get, "http-request tarpit deny_status 429", "http-request deny"),
                http(get, "http-request tarpit if METH_POST", "use_backend a"),
                http("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", "http-request tarpit"),
                new Case("http", List.of("http-request tarpit"), 1, wire -> {
                    wire.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
                    wire.endOutput();
                }),
                http(get, "http-request allow if METH_GET", "http-request deny"),
                http(get, "http-request reject if { hdr(x-a) 1 }"),
                http(get, "http-request set-var(req.p) path,length", "use_backend b if { var(req.p) -m int 2 }"),
                http(get, "tcp-request content reject"),
                http(get, "tcp-request content accept if { path /a }", "tcp-request content reject"),
                http(get, "tcp-request content set-var(txn.p) path", "use_backend a if { var(txn.p) -m str /a }"));
    }

    @ParameterizedTest
    @MethodSource({"cases", "upgrades", "dropped", "backendRulesOfHttp"})
    void theSameComesOfTheSameRules(Case one, @TempDir Path directory) throws Exception {
        try (Origin a = named("a", one.backendMode());
                Origin b = named("b", one.backendMode());
                Origin back = named("back", one.backendMode())) {
            Map<String, Origin> origins = Map.of("a", a, "b", b, "back", back);
            assertThat(ofTheGateway(one, origins)).isEqualTo(ofHaproxy(one, origins, directory));
        }
    }

    /** Tells its name, and what it got up to an exclamation mark. */
    private static Origin named(String name, String mode) {
        if (mode.equals("http")) {
            return Origin.that(connection -> {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append(connection.read(1));
                }
                connection.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\nConnection: close\r\n\r\n" + name);
            });
        }
        return Origin.that(connection -> {
            StringBuilder got = new StringBuilder(name + ":");
            while (got.charAt(got.length() - 1) != '!') {
                got.append(connection.read(1));
            }
            connection.send(got.toString());
        });
    }

    private static Trace ofHaproxy(Case one, Map<String, Origin> origins, Path directory) throws Exception {
        List<String> defaults = List.of(
                "mode " + one.log(),
                "option " + one.log() + "log",
                "timeout client 10s",
                "timeout server 10s",
                "timeout connect 5s",
                "timeout tarpit 200ms");
        List<String> servers = new ArrayList<>();
        servers.add("mode " + one.backendMode());
        servers.addAll(one.backendRules());
        servers.add("server s 127.0.0.1:" + origins.get("back").address().getPort());
        for (String name : List.of("a", "b")) {
            servers.add("backend " + name);
            servers.add("mode " + one.backendMode());
            servers.add("server s 127.0.0.1:" + origins.get(name).address().getPort());
        }
        try (HaproxyLog haproxy = HaproxyLog.start(directory, defaults, one.frontendRules(), servers)) {
            String got = talk(one, haproxy.address());
            List<String> lines = comparable(one, haproxy.await(one.lines()));
            Map<String, Map<String, String>> rows = haproxy.statistics();
            Map<String, Long> counters = new HashMap<>();
            for (Counter counter : OF_THE_FRONTEND) {
                counters.put(
                        counter.column(),
                        Long.parseLong(rows.get("front/FRONTEND").get(counter.column())));
            }
            for (Counter counter : OF_THE_BACKEND) {
                counters.put(
                        "back " + counter.column(),
                        Long.parseLong(rows.get("back/BACKEND").get(counter.column())));
            }
            return new Trace(got, lines, counters);
        }
    }

    private static Trace ofTheGateway(Case one, Map<String, Origin> origins) throws Exception {
        try (LogLines lines = LogLines.listen();
                ConfiguredGateway gateway = ConfiguredGateway.withFront(1)) {
            gateway.set("defaults.mode", one.log())
                    .set("defaults.option." + one.log() + "log", "true")
                    .set("defaults.timeout.client", "10s")
                    .set("defaults.timeout.server", "10s")
                    .set("defaults.timeout.connect", "5s")
                    .set("defaults.timeout.tarpit", "200ms");
            origins.forEach((name, origin) ->
                    gateway.set("backend." + name + ".mode", one.backendMode()).server(name + "/s", origin));
            one.frontendRules().forEach(rule -> gateway.addLine("frontend.front", rule));
            for (String rule : one.backendRules()) {
                if (rule.equals("mode tcp")) {
                    gateway.set("backend.back.mode", "tcp");
                } else {
                    gateway.addLine("backend.back", rule);
                }
            }
            String got = talk(one, gateway.start().address());
            gateway.awaitNoSessions();
            List<String> written = comparable(one, lines.await(one.lines()));
            Map<String, Long> counters = new HashMap<>();
            Traffic front = gateway.gateway().frontends().iterator().next().traffic();
            for (Counter counter : OF_THE_FRONTEND) {
                counters.put(counter.column(), front.count(counter));
            }
            Traffic back = gateway.backend("back").traffic();
            for (Counter counter : OF_THE_BACKEND) {
                counters.put("back " + counter.column(), back.count(counter));
            }
            return new Trace(got, written, counters);
        }
    }

    private static String talk(Case one, InetSocketAddress address) throws Exception {
        try (RawClient wire = RawClient.to(address)) {
            try {
                one.client().talk(wire);
                String got = wire.rest();
                return one.backendMode().equals("http") ? HEAD.matcher(got).replaceAll("$1|") : got;
            } catch (SocketException closed) {
                return "";
            }
        }
    }

    /** Without how many bytes of heads, which are written in different ways. */
    private static List<String> comparable(Case one, List<String> lines) {
        return lines.stream()
                .map(line -> {
                    Matcher http = HTTP.matcher(line);
                    if (http.find()) {
                        return http.group(1) + " " + http.group(2) + " " + http.group(3) + " " + http.group(5);
                    }
                    Matcher tcp = TCP.matcher(line);
                    if (!tcp.find()) {
                        return line;
                    }
                    String bytes = one.mode().equals("tcp") ? tcp.group(3) : "";
                    return tcp.group(1) + " " + tcp.group(2) + " " + bytes + " " + tcp.group(4);
                })
                .toList();
    }
}
