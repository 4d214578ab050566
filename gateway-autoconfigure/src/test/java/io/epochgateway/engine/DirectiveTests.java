package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules change where a stream comes from and goes to, when it is served, and how its client is sent away. */
class DirectiveTests {

    private static final long NET_ADMIN = 1L << 12;

    private static ConfiguredGateway http() {
        return ConfiguredGateway.withFront(1)
                .set("defaults.mode", "http")
                .set("defaults.timeout.client", "10s")
                .set("defaults.timeout.server", "10s")
                .set("defaults.timeout.connect", "5s")
                .set("defaults.timeout.queue", "10s");
    }

    private static RawClient client(ConfiguredGateway gateway) throws Exception {
        return RawClient.to(gateway.gateway().addresses("front").getFirst());
    }

    /** Answers each request with the line of the PROXY protocol that its connection began with, and its target. */
    private static Origin told() {
        return Origin.that(connection -> {
            String proxy = connection.line();
            while (connection.request()) {
                String body = proxy;
                connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    @Test
    void aRequestMayComeFromElsewhereAndTheNextOneDoesNot(@TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        List<String> rules = List.of(
                "set-src req.hdr(x-src) if { req.hdr(x-src) -m found }",
                "set-src-port int(77) if { req.hdr(x-src) -m found }",
                "set-dst str(10.9.8.7) if { req.hdr(x-dst) -m found }",
                "set-dst-port req.hdr(x-dst) if { req.hdr(x-dst) -m found }");
        List<String> fields = List.of("X-Src: 10.1.2.3\r\n", "", "X-Dst: 99\r\n", "X-Src: nobody\r\nX-Dst: 70000\r\n");
        try (Origin origin = told();
                ConfiguredGateway gateway = http()) {
            int port = origin.address().getPort();
            for (int i = 0; i < rules.size(); i++) {
                gateway.set("frontend.front.http-request[" + i + "]", rules.get(i));
            }
            gateway.server("back/s", port, "send-proxy").start();
            List<String> front =
                    rules.stream().map(rule -> "http-request " + rule).toList();
            List<String> defaults =
                    List.of("mode http", "timeout client 10s", "timeout server 10s", "timeout connect 5s");
            try (HaproxyLog haproxy = HaproxyLog.start(
                            directory, defaults, front, List.of("server s 127.0.0.1:" + port + " send-proxy"));
                    RawClient theirs = RawClient.to(haproxy.address());
                    RawClient ours = client(gateway)) {
                for (String more : fields) {
                    String request = "GET / HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
                    String expected =
                            masked(ask(theirs, request), haproxy.address().getPort(), theirs.port());
                    assertThat(masked(ask(ours, request), gateway.port("front"), ours.port()))
                            .as(more)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static String ask(RawClient client, String request) throws IOException {
        client.send(request);
        return client.reply().body();
    }

    private static String masked(String answer, int proxy, int client) {
        return answer.replace(" " + proxy, " proxy").replace(" " + client, " client");
    }

    @Test
    void aServerWithoutAnAddressIsWhereTheRulesSay() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        connection.answer(Origin.OK);
                    }
                });
                ConfiguredGateway gateway = http()) {
            gateway.set("frontend.front.http-request[0]", "set-dst str(127.0.0.1)")
                    .set("frontend.front.http-request[1]", "set-dst-port req.hdr(x-port)")
                    .set("backend.back.server.s", "0.0.0.0")
                    .start();
            try (RawClient client = client(gateway)) {
                String port = String.valueOf(origin.address().getPort());
                assertThat(ask(client, "GET / HTTP/1.1\r\nHost: a\r\nX-Port: " + port + "\r\n\r\n"))
                        .isEqualTo("ok");
            }
        }
    }

    @Test
    void whoHasPriorityIsServedFirst() throws Exception {
        List<String> served = new CopyOnWriteArrayList<>();
        CountDownLatch queued = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        served.add(connection.last().startLine().split(" ")[1]);
                        queued.await();
                        connection.answer(Origin.OK);
                    }
                });
                ConfiguredGateway gateway = http()) {
            gateway.set("frontend.front.http-request[0]", "set-priority-class int(-5) if { path /first }")
                    .set("frontend.front.http-request[1]", "set-priority-class int(1) if { path /last }")
                    .set("frontend.front.http-request[2]", "set-priority-offset int(-60000) if { path /second }")
                    .server("back/s", origin.address().getPort(), "maxconn 1")
                    .start();
            List<RawClient> clients = new ArrayList<>();
            try {
                for (String path : List.of("/now", "/last", "/third", "/second", "/first")) {
                    RawClient client = client(gateway);
                    clients.add(client);
                    client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                    int waiting = clients.size() - 1;
                    TestGateway.soon().until(() -> served.size() == 1 && queuedAt(gateway) == waiting);
                }
                queued.countDown();
                for (RawClient client : clients) {
                    assertThat(client.rest()).startsWith("HTTP/1.1 200");
                }
            } finally {
                clients.forEach(RawClient::close);
            }
            assertThat(served).containsExactly("/now", "/first", "/second", "/third", "/last");
        }
    }

    private static int queuedAt(ConfiguredGateway gateway) {
        return gateway.gateway().backends().iterator().next().servers().queued();
    }

    @Test
    void aDroppedClientIsToldNothing() throws Exception {
        assumeTrue(mayRepair(), "the process lacks CAP_NET_ADMIN");
        try (ConfiguredGateway gateway = http()) {
            gateway.set("frontend.front.http-request", "silent-drop")
                    .server("back/s", 1, "")
                    .start();
            try (Socket client = new Socket("127.0.0.1", gateway.port("front"))) {
                client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes());
                Traffic traffic =
                        gateway.gateway().frontends().iterator().next().traffic();
                TestGateway.soon().until(() -> traffic.count(Counter.DREQ) == 1);
                TestGateway.soon().until(() -> gateway.gateway().sessions() == 0);
                client.setSoTimeout(300);
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> client.getInputStream().read());
            }
        }
    }

    private static boolean mayRepair() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(bits -> (bits & NET_ADMIN) != 0);
    }
}
