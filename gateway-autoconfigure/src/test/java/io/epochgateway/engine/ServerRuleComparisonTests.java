package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.test.HaproxyProcess;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that choose servers send the same client to the same server as in HAProxy, whatever its cookie says. */
class ServerRuleComparisonTests {

    private static final Pattern LINE = Pattern.compile("\\] (?:\\S+) (\\S+) (?:\\S+) (\\d+) \\d+ - - (\\S{4}) ");
    private static final Pattern TCP = Pattern.compile("\\] (?:\\S+) (\\S+) ");

    private static final List<String> RULES = List.of(
            "acl forced path_beg /force",
            "acl of_d hdr(x-s) d",
            "force-persist if forced",
            "ignore-persist if { path_beg /ignore }",
            "use-server d if of_d",
            "use-server a if of_d { path /other }",
            "use-server b if { hdr(x-s) b }",
            "use-server %[req.hdr(x-name)] if { req.hdr(x-name) -m found }",
            "use-server b if { req.hdr(x-name) -m found }");

    @Test
    void rulesGoBeforeCookiesAndSkipServersThatAreDown(@TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        List<String> requests = new ArrayList<>();
        for (String path : List.of("/", "/force", "/ignore", "/other")) {
            for (String field :
                    List.of("", "X-S: b\r\n", "X-S: d\r\n", "X-Name: b\r\n", "X-Name: d\r\n", "X-Name: z\r\n")) {
                for (String cookie : List.of("", "Cookie: SRV=a\r\n", "Cookie: x=y; SRV=d\r\n", "Cookie: SRV=z\r\n")) {
                    requests.add(
                            "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + field + cookie + "\r\n");
                }
            }
        }
        try (Origin origin = http()) {
            List<String> expected = ofHaproxy("http", RULES, requests, origin, directory);
            assertThat(ofTheGateway("http", RULES, requests, origin)).containsExactlyElementsOf(expected);
            assertThat(expected).anyMatch(trace -> trace.contains("--UN"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use-server b if { src 127.0.0.1 }",
                "use-server b unless { src 127.0.0.1 }",
                "use-server d if { src 127.0.0.1 }",
            })
    void modeTcpFollowsThemToo(String rule, @TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        try (Origin origin = Origin.that(connection -> connection.send(connection.read(1)))) {
            for (List<String> rules : List.of(List.of(rule), List.of("force-persist if { src 127.0.0.1 }", rule))) {
                Path own = Files.createDirectory(directory.resolve("rules" + rules.size()));
                assertThat(ofTheGateway("tcp", rules, List.of("x"), origin))
                        .isEqualTo(ofHaproxy("tcp", rules, List.of("x"), origin, own));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use-server | bb if TRUE  | Did you mean 'b'?",
                "use-server | b           | the rule lacks its condition",
                "use-server | b if nobody | is no acl",
                "force-persist | b        | neither 'if' nor 'unless'",
            })
    void mistakesStopTheStart(String keyword, String rule, String message) throws Exception {
        try (Origin origin = http()) {
            assertThatThrownBy(() -> ofTheGateway("http", List.of(keyword + " " + rule), List.of(), origin))
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining("gateway.backend.back." + keyword);
        }
    }

    private static Origin http() {
        return Origin.that(connection -> {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append(connection.read(1));
            }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        });
    }

    private static List<String> ofHaproxy(
            String mode, List<String> rules, List<String> requests, Origin origin, Path directory) throws Exception {
        List<String> defaults = List.of(
                "mode " + mode,
                "option " + mode + "log",
                "timeout client 10s",
                "timeout server 10s",
                "timeout connect 5s");
        List<String> back = new ArrayList<>(rules);
        back.add("balance first");
        if (mode.equals("http")) {
            back.add("cookie SRV insert indirect");
        }
        String address = "127.0.0.1:" + origin.address().getPort();
        back.add("server a " + address + " cookie a");
        back.add("server b " + address + " cookie b");
        back.add("server d " + address + " cookie d disabled");
        try (HaproxyLog haproxy = HaproxyLog.start(directory, defaults, back)) {
            List<String> traces = new ArrayList<>();
            for (String request : requests) {
                String got = ask(haproxy.address(), request);
                traces.add(trace(mode, request, got, haproxy.await(1).getFirst()));
            }
            return traces;
        }
    }

    private static List<String> ofTheGateway(String mode, List<String> rules, List<String> requests, Origin origin)
            throws Exception {
        int port = origin.address().getPort();
        try (LogLines lines = LogLines.listen();
                ConfiguredGateway gateway = ConfiguredGateway.withFront(1)) {
            gateway.set("defaults.mode", mode)
                    .set("defaults.option." + mode + "log", "true")
                    .set("defaults.timeout.client", "10s")
                    .set("defaults.timeout.server", "10s")
                    .set("defaults.timeout.connect", "5s")
                    .set("backend.back.balance", "first")
                    .server("back/a", port, "cookie a")
                    .server("back/b", port, "cookie b")
                    .server("back/d", port, "cookie d disabled");
            if (mode.equals("http")) {
                gateway.set("backend.back.cookie", "SRV insert indirect");
            }
            rules.forEach(rule -> gateway.addLine("backend.back", rule));
            gateway.start();
            List<String> traces = new ArrayList<>();
            for (String request : requests) {
                String got = ask(gateway.address(), request);
                traces.add(
                        trace(mode, request, got, lines.await(traces.size() + 1).getLast()));
            }
            return traces;
        }
    }

    private static String ask(InetSocketAddress address, String request) throws Exception {
        try (RawClient wire = RawClient.to(address)) {
            wire.send(request);
            return wire.rest();
        }
    }

    /** What was asked, what came of the cookie, where it went. */
    private static String trace(String mode, String request, String got, String line) {
        Matcher matcher = (mode.equals("http") ? LINE : TCP).matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        if (mode.equals("tcp")) {
            return matcher.group(1) + " " + got;
        }
        String cookie = got.lines()
                .filter(field -> field.startsWith("set-cookie"))
                .toList()
                .toString();
        return String.join(
                " ", request.replace("\r\n", "|"), cookie, matcher.group(1), matcher.group(2), matcher.group(3));
    }
}
