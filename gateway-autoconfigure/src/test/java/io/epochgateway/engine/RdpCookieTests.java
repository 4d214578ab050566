package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.test.HaproxyProcess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the Remote Desktop Protocol go where HAProxy sends them. */
class RdpCookieTests {

    private static final Pattern LINE = Pattern.compile("\\] \\S+ (\\S+) ");
    private static final List<String> WAIT_FOR_IT =
            List.of("tcp-request inspect-delay 100ms", "tcp-request content accept if RDP_COOKIE");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance rdp-cookie           | mstshash=user%d",
                "balance rdp-cookie           | msts=user%d",
                "balance rdp-cookie(mstsHash) | MSTShash=u%d",
                "balance rdp-cookie(other)    | other=",
            })
    void theCookieIsBalancedBy(String balance, String cookie) throws Exception {
        List<String> clients = IntStream.range(0, 12)
                .mapToObj(i -> connectionRequest(cookie.formatted(i)))
                .toList();
        compare(List.of(balance), clients);
    }

    @Test
    void aRoutingTokenLeadsToItsServer() throws Exception {
        List<String> clients = new ArrayList<>();
        try (Origin origin = echo()) {
            int port = Short.toUnsignedInt(
                    Short.reverseBytes((short) origin.address().getPort()));
            for (String token : List.of(
                    "16777343." + port + ".0000",
                    "33554559." + port + ".0000",
                    "50331775." + port + ".0000",
                    "67108991." + port + ".0000",
                    "16777343." + (port ^ 1) + ".0000",
                    "16777343." + port,
                    "16777343",
                    ".",
                    "..",
                    "a.b.c",
                    "-1.1.0",
                    "99999999999." + port + ".0000")) {
                clients.add(connectionRequest("msts=" + token));
                clients.add(connectionRequest("other=" + token));
            }
            compare(List.of("persist rdp-cookie"), clients, origin);
            compare(List.of("persist rdp-cookie(other)", "option persist"), clients, origin);
            compare(List.of("persist rdp-cookie", "use-server c if { rdp_cookie_cnt(other) 1 }"), clients, origin);
        }
    }

    /** HAProxy 2.6 has let go of the bytes when it looks for the sample. */
    @Test
    void asASampleItIsBalancedByAsWell() throws Exception {
        List<String> clients = IntStream.range(0, 12)
                .mapToObj(i -> connectionRequest("x=user" + i))
                .toList();
        List<String> servers = List.of("a 127.0.0.1", "b 127.0.0.2", "c 127.0.0.3");
        try (Origin origin = echo()) {
            assertThat(ofTheGateway(List.of("balance hash rdp_cookie(x)"), servers, clients, origin))
                    .isEqualTo(ofTheGateway(List.of("balance rdp-cookie(x)"), servers, clients, origin))
                    .isNotEqualTo(ofTheGateway(List.of("balance rdp-cookie(y)"), servers, clients, origin));
        }
    }

    @Test
    void whoeverSaysSomethingElseTakesItsTurn() throws Exception {
        compare(
                List.of("balance rdp-cookie", "persist rdp-cookie"),
                List.of(
                        "GET / HTTP/1.1\r\n\r\n",
                        "x",
                        "\003",
                        "\003\000\000\013\006\340\000\000\000\000\000",
                        "\003\000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "persist=cookie",
                "persist=rdp-cookie(",
                "balance=hash",
                "balance=hash nonsense",
                "balance=hash rdp_cookie src",
                "balance=hash res.len"
            })
    void mistakesStopTheStart(String line) throws Exception {
        String[] words = line.split("=");
        try (ConfiguredGateway gateway = new ConfiguredGateway().set("backend.back." + words[0], words[1])) {
            assertThatThrownBy(gateway::start)
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining("gateway.backend.back." + words[0]);
        }
    }

    private static String connectionRequest(String cookie) {
        return "\003\000\000\047\042\340\000\000\000\000\000Cookie: " + cookie + "\r\n\001\000\010\000\003\000\000\000";
    }

    private static Origin echo() {
        return Origin.that(connection -> connection.send(connection.read(1)));
    }

    private void compare(List<String> backend, List<String> clients) throws Exception {
        try (Origin origin = echo()) {
            compare(backend, clients, origin);
        }
    }

    private void compare(List<String> backend, List<String> clients, Origin origin) throws Exception {
        HaproxyProcess.assumeInstalled();
        List<String> servers = List.of("a 127.0.0.1", "b 127.0.0.2", "c 127.0.0.3", "d 127.0.0.4 disabled");
        assertThat(ofTheGateway(backend, servers, clients, origin))
                .as("%s", backend)
                .isEqualTo(ofHaproxy(backend, servers, clients, origin));
    }

    private List<String> ofHaproxy(List<String> backend, List<String> servers, List<String> clients, Origin origin)
            throws Exception {
        List<String> defaults = List.of(
                "mode tcp",
                "option tcplog",
                "balance roundrobin",
                "retries 0",
                "timeout client 10s",
                "timeout server 10s",
                "timeout connect 5s");
        List<String> back = new ArrayList<>(backend);
        servers.forEach(server -> back.add("server " + at(server, origin)));
        try (HaproxyLog haproxy = HaproxyLog.start(directory, defaults, WAIT_FOR_IT, back)) {
            List<String> chosen = new ArrayList<>();
            for (String client : clients) {
                say(haproxy.address(), client);
                chosen.add(chosen(haproxy.await(1).getFirst()));
            }
            return chosen;
        }
    }

    private static List<String> ofTheGateway(
            List<String> backend, List<String> servers, List<String> clients, Origin origin) throws Exception {
        try (LogLines lines = LogLines.listen();
                ConfiguredGateway gateway = ConfiguredGateway.withFront(2)) {
            gateway.set("defaults.mode", "tcp")
                    .set("defaults.retries", "0")
                    .set("frontend.front.option.tcplog", "true");
            for (int i = 0; i < WAIT_FOR_IT.size(); i++) {
                gateway.set("frontend.front.tcp-request[" + i + "]", rest(WAIT_FOR_IT.get(i)));
            }
            for (String line : backend) {
                boolean option = line.startsWith("option ");
                gateway.set(
                        "backend.back." + (option ? line.replace(' ', '.') : line.substring(0, line.indexOf(' '))),
                        option ? "true" : rest(line));
            }
            for (String server : servers) {
                gateway.set("backend.back.server." + server.charAt(0), rest(at(server, origin)));
            }
            gateway.start();
            List<String> chosen = new ArrayList<>();
            for (String client : clients) {
                say(new InetSocketAddress("127.0.0.1", gateway.port("front")), client);
                chosen.add(chosen(lines.await(chosen.size() + 1).getLast()));
            }
            return chosen;
        }
    }

    private static String at(String server, Origin origin) {
        String[] words = server.split(" ", 3);
        return "%s %s:%d %s"
                .formatted(words[0], words[1], origin.address().getPort(), words.length > 2 ? words[2] : "");
    }

    private static String rest(String line) {
        return line.substring(line.indexOf(' ') + 1).strip();
    }

    private static void say(InetSocketAddress to, String text) throws Exception {
        try (RawClient client = RawClient.to(to)) {
            client.send(text);
            client.rest();
        }
    }

    private static String chosen(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }
}
