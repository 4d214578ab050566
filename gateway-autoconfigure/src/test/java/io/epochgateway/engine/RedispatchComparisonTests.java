package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose server can't be reached, or is down, ends where HAProxy lets it end, after as many attempts. */
class RedispatchComparisonTests {

    /** Server, status, cookies, retries. */
    private static final Pattern LINE =
            Pattern.compile("\\] \\S+ (\\S+) \\S+ (\\d+) \\d+ - - (\\S{4}) \\d+/\\d+/\\d+/\\d+/(\\+?\\d+) ");

    private static final List<String> CLIENTS = List.of(
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: S=a\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: S=m\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "option persist", "force-persist if { hdr(cookie) -m found }", "option persist;no redispatch"
            })
    void asHaproxyDoes(String lines, @TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")) {
            List<String> backend = new ArrayList<>(List.of(lines.split(";")));
            if (!backend.remove("no redispatch")) {
                backend.add("option redispatch");
            }
            backend.remove("");
            List<String> servers = List.of(
                    "s1 127.0.0.1:" + Ports.free() + " cookie a",
                    "s2 127.0.0.1:" + origin.address().getPort() + " cookie b",
                    "s3 127.0.0.1:" + origin.address().getPort() + " cookie m disabled");
            assertThat(ofTheGateway(backend, servers)).isEqualTo(ofHaproxy(backend, servers, directory));
        }
    }

    private static List<String> ofHaproxy(List<String> backend, List<String> servers, Path directory) throws Exception {
        List<String> defaults = List.of(
                "mode http",
                "option httplog",
                "retries 2",
                "timeout client 10s",
                "timeout server 10s",
                "timeout connect 100ms");
        List<String> back = new ArrayList<>(backend);
        back.add("balance roundrobin");
        back.add("cookie S insert");
        servers.forEach(server -> back.add("server " + server));
        try (HaproxyLog haproxy = HaproxyLog.start(directory, defaults, back)) {
            List<String> ends = new ArrayList<>();
            for (String client : CLIENTS) {
                ask(haproxy.address(), client);
                ends.add(end(haproxy.await(1).getFirst()));
            }
            return ends;
        }
    }

    private static List<String> ofTheGateway(List<String> backend, List<String> servers) throws Exception {
        try (LogLines lines = LogLines.listen();
                ConfiguredGateway gateway = ConfiguredGateway.withFront(1)) {
            gateway.set("defaults.retries", "2")
                    .set("frontend.front.option.httplog", "true")
                    .set("backend.back.timeout.connect", "100ms")
                    .set("backend.back.cookie", "S insert");
            for (String line : backend) {
                String[] words = line.split(" ", 2);
                boolean option = words[0].equals("option");
                gateway.set("backend.back." + (option ? "option." + words[1] : words[0]), option ? "true" : words[1]);
            }
            for (String server : servers) {
                String[] words = server.split(" ", 2);
                gateway.set("backend.back.server." + words[0], words[1]);
            }
            gateway.start();
            List<String> ends = new ArrayList<>();
            for (String client : CLIENTS) {
                ask(new InetSocketAddress("127.0.0.1", gateway.port("front")), client);
                ends.add(end(lines.await(ends.size() + 1).getLast()));
            }
            return ends;
        }
    }

    private static void ask(InetSocketAddress address, String request) throws Exception {
        try (RawClient client = RawClient.to(address)) {
            client.send(request);
            client.rest();
        }
    }

    private static String end(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return String.join(" ", matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }
}
