package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.epochgateway.net.Described.Kind;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.ServerState;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What checks find, what follows from it, and how the log tells it. */
class HealthCheckTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway();

    @BeforeEach
    void checksHaveTime() {
        set("timeout.check", "5s");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void set(String keyword, String value) {
        gateway.set("backend.be." + keyword, value);
    }

    private void server(String name, int port, String words) {
        gateway.server("be/" + name, port, words);
    }

    private ServerSet start() {
        return gateway.start().servers("be");
    }

    @Test
    void theFirstRefusedConnectionPutsAServerDown() throws IOException {
        try (Origin origin = Origin.answering(Origin.OK)) {
            server("s1", Ports.free(), "check inter 100ms");
            server("s2", origin.address().getPort(), "check inter 100ms");
            ServerSet servers = start();
            Server down = servers.servers().getFirst();

            soon().until(() -> down.state() == ServerState.DOWN);
            soon().until(() -> origin.accepted() > 1);
            assertThat(gateway.lines())
                    .containsExactly(
                            "Server be/s1 is DOWN, reason: Layer4 connection problem, info: \"Connection refused\","
                                    + " check duration: 0ms. 1 active and 0 backup servers left. 0 sessions active, 0 requeued,"
                                    + " 0 remaining in queue.");
            assertThat(servers.pick()).isSameAs(servers.servers().get(1));
        }
    }

    @Test
    void theLastServerThatGoesDownIsToldOfItself() throws IOException {
        server("s1", Ports.free(), "check inter 100ms");
        ServerSet servers = start();

        soon().until(() -> !servers.isUsable());
        soon().untilAsserted(() -> assertThat(gateway.lines()).hasSize(2));
        assertThat(gateway.lines().getLast()).isEqualTo("backend be has no server available!");
    }

    @Test
    void anAnswerCountsWhileItsConnectionStaysOpen() throws IOException {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")) {
            set("option.httpchk", "GET /health");
            set("timeout.check", "200ms");
            server("s1", origin.address().getPort(), "check inter 50ms fall 1");
            Server checked = start().servers().getFirst();

            soon().until(() -> origin.accepted() > 3);
            assertThat(checked.state()).isEqualTo(ServerState.UP);
            assertThat(gateway.lines()).isEmpty();
        }
    }

    @Test
    void riseAndFallAreCountedAsHaproxyCountsThem() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        String good = "HTTP/1.0 200 OK\r\n\r\n";
        String bad = "HTTP/1.0 500 Broken\r\n\r\n";
        // up: one to be sure, then three bad ones; down: one bad again, then three good ones
        List<String> answers = List.of(good, bad, bad, good, bad, bad, bad, good, bad, good, good, good);
        try (Origin origin = Origin.that(connection -> {
            if (connection.request()) {
                connection.send(answers.get(Math.min(requests.getAndIncrement(), answers.size() - 1)));
            }
        })) {
            set("option.httpchk", "GET /health");
            set("option.log-health-checks", "true");
            server("s1", origin.address().getPort(), "check inter 100ms rise 2 fall 3");
            start();

            soon().until(() -> requests.get() > answers.size());
            String ok = "Health check for server be/s1 succeeded, reason: Layer7 check passed, code: 200,"
                    + " check duration: 0ms, status: ";
            String wrong = "Health check for server be/s1 failed, reason: Layer7 wrong status, code: 500,"
                    + " info: \"Broken\", check duration: 0ms, status: ";
            assertThat(gateway.lines())
                    .containsExactly(
                            ok + "3/3 UP.",
                            wrong + "2/3 UP.",
                            wrong + "1/3 UP.",
                            ok + "3/3 UP.",
                            wrong + "2/3 UP.",
                            wrong + "1/3 UP.",
                            wrong + "0/2 DOWN.",
                            "Server be/s1 is DOWN. 0 active and 0 backup servers left. 0 sessions active, 0 requeued,"
                                    + " 0 remaining in queue.",
                            "backend be has no server available!",
                            ok + "1/2 DOWN.",
                            wrong + "0/2 DOWN.",
                            ok + "1/2 DOWN.",
                            ok + "3/3 UP.",
                            "Server be/s1 is UP. 1 active and 0 backup servers online. 0 sessions requeued,"
                                    + " 0 total in queue.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    expect status 200-299                   | HTTP/1.1 204 No\\n\\n                        | UP
                    expect status 200,404                   | HTTP/1.1 404 No\\n\\n                        | UP
                    expect ! status 200-299                 | HTTP/1.1 204 No\\n\\n                        | DOWN
                    expect rstatus ^2                       | HTTP/1.1 204 No\\n\\n                        | UP
                    expect string good day                  | HTTP/1.1 200 OK\\nContent-Length: 8\\n\\ngood day | DOWN
                    expect string "good day"                | HTTP/1.1 200 OK\\nContent-Length: 8\\n\\ngood day | UP
                    expect ! string bad                     | HTTP/1.1 200 OK\\n\\ngood                    | UP
                    expect rstring g..d                     | HTTP/1.1 500 OK\\n\\nvery good               | UP
                    expect string good                      | HTTP/1.1 200 OK\\n\\nbad                     | DOWN
                    disable-on-404                          | HTTP/1.1 404 Gone\\n\\n                      | DRAIN
                    expect status 200                       | nonsense\\n\\n                               | DOWN
                    """)
    void aResponseIsJudgedByWhatIsExpected(String rule, String answer, String state) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (Origin origin = Origin.that(connection -> {
            if (connection.request()) {
                requests.incrementAndGet();
                connection.send(answer.replace("\\n", "\r\n"));
            }
        })) {
            set("option.httpchk", "true");
            set("http-check", rule);
            server("s1", origin.address().getPort(), "check inter 100ms rise 1 fall 1");
            if (rule.equals("expect string good day")) {
                assertThat(catchThrowable(this::start)).hasMessageContaining("'day'");
                return;
            }
            ServerSet servers = start();
            soon().until(() -> requests.get() > 1);
            assertThat(servers.servers().getFirst().state().name()).isEqualTo(state);
        }
    }

    @Test
    void theFirstChecksBeginWithinTheirSpread() throws IOException {
        try (Origin origin = Origin.answering(Origin.OK)) {
            gateway.set("global.max-spread-checks", "100ms");
            gateway.set("global.spread-checks", "50");
            for (int i = 0; i < 4; i++) {
                server("s" + i, origin.address().getPort(), "check inter 10m");
            }
            start();
            soon().until(() -> origin.accepted() == 4);
        }
    }

    @Test
    void aServerThatIsDownIsNotBroughtBackByA404() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (Origin origin = Origin.that(connection -> {
            if (connection.request()) {
                connection.send(
                        requests.getAndIncrement() == 0 ? "HTTP/1.0 500 Broken\r\n\r\n" : "HTTP/1.0 404 Gone\r\n\r\n");
            }
        })) {
            set("option.httpchk", "true");
            set("http-check", "disable-on-404");
            server("s1", origin.address().getPort(), "check inter 100ms rise 1 fall 1");
            ServerSet servers = start();
            soon().until(() -> requests.get() > 3);
            assertThat(servers.servers().getFirst().state()).isEqualTo(ServerState.DOWN);
            assertThat(servers.servers().getFirst().check().last().reason())
                    .startsWith("reason: Layer7 wrong status, code: 404, info: \"Gone\"");
        }
    }

    @Test
    void theRequestIsWhatHttpCheckSays() throws IOException {
        try (Origin origin = Origin.answering(Origin.OK)) {
            set("option.httpchk", "HEAD /a HTTP/1.1");
            set("http-check[0]", "send hdr Host www uri /b");
            server("s1", origin.address().getPort(), "check inter 100ms");
            start();
            soon().until(() -> !origin.requests().isEmpty());
            assertThat(origin.requests().getFirst().startLine()).isEqualTo("HEAD /b HTTP/1.1");
        }
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers()) {
            set("option.httpchk", "true");
            set("timeout.check", "30ms");
            server("s1", origin.address().getPort(), "check inter 100ms");
            ServerSet servers = start();
            soon().until(() -> !servers.isUsable());
            soon().untilAsserted(() -> assertThat(gateway.lines()).isNotEmpty());
            assertThat(gateway.lines().getFirst())
                    .startsWith("Server be/s1 is DOWN, reason: Layer7 timeout, check duration: 0ms.");
        }
    }

    @Test
    void aSlowServerRestsForAnIntervalBetweenItsChecks() {
        BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
        BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
        try (Origin slow = Origin.that(connection -> {
            begun.add(System.nanoTime());
            connection.request();
            Thread.sleep(150);
            ended.add(System.nanoTime());
            connection.answer(Origin.OK);
        })) {
            set("option.httpchk", "true");
            server("s1", slow.address().getPort(), "check inter 200ms");
            start();
            soon().until(() -> begun.size() > 2);
            begun.remove();
            for (long next : begun) {
                assertThat(next - ended.remove()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(199));
            }
        }
    }

    @Test
    void anOperatorSaysWhereAServerIsChecked() throws IOException {
        try (Origin before = Origin.answering(Origin.OK);
                Origin after = Origin.answering(Origin.OK)) {
            server(
                    "s1",
                    Ports.free(),
                    "check inter 20ms port " + before.address().getPort());
            ServerSet servers = start();
            Server moved = servers.servers().getFirst();
            soon().until(() -> before.accepted() > 1);
            moved.setCheckTarget(
                    requireNonNull(moved.checkTarget()).on(after.address().getPort()));
            soon().until(() -> after.accepted() > 1);
            int seen = before.accepted();
            soon().until(() -> after.accepted() > 3);
            assertThat(before.accepted()).isEqualTo(seen);
        }
    }

    @Test
    void aChecksConnectionTellsWhoseItIs() {
        try (Origin origin = Origin.thatNeverAnswers()) {
            set("option.httpchk", "true");
            server("s1", origin.address().getPort(), "check inter 10s");
            start();
            soon().until(() -> !origin.requests().isEmpty());
            assertThat(gateway.loops().descriptors().join())
                    .filteredOn(descriptor -> descriptor.owner().kind() == Kind.CHECK)
                    .hasSize(1)
                    .allSatisfy(check -> {
                        assertThat(check.owner().proxy()).isEqualTo("be");
                        assertThat(check.owner().server()).isEqualTo("s1");
                        assertThat(check.remote()).isEqualTo(origin.address());
                    });
        }
    }

    @Test
    void operatorsChangeStatesAndTheLogSaysSo() {
        server("s1", 1, "");
        server("s2", 1, "backup");
        ServerSet servers = start();
        Server s1 = servers.servers().getFirst();

        servers.states().administer(s1, Administration.MAINT);
        assertThat(servers.pick()).isSameAs(servers.servers().get(1));
        servers.states().administer(s1, Administration.READY);
        assertThat(servers.pick()).isSameAs(s1);
        servers.states().administer(s1, Administration.DRAIN);
        assertThat(s1.state()).isEqualTo(ServerState.DRAIN);
        servers.states().administer(s1, Administration.READY);
        servers.states().operate(s1, Operation.STOPPED, ", changed from CLI");
        servers.states().operate(s1, Operation.RUNNING, ", changed from CLI");

        assertThat(gateway.lines())
                .containsExactly(
                        "Server be/s1 is going DOWN for maintenance. 0 active and 1 backup servers left. Running on backup."
                                + " 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "Server be/s1 is UP/READY (leaving forced maintenance).",
                        "Server be/s1 enters drain state. 0 active and 1 backup servers online. Running on backup."
                                + " 0 sessions requeued, 0 total in queue.",
                        "Server be/s1 is UP (leaving forced drain).",
                        "Server be/s1 is DOWN, changed from CLI. 0 active and 1 backup servers left. Running on backup."
                                + " 1 sessions active, 0 requeued, 0 remaining in queue.",
                        "Server be/s1 is UP, changed from CLI. 1 active and 1 backup servers online. 0 sessions requeued,"
                                + " 0 total in queue.");
    }

    @Test
    void aWeightChangesWhileItRuns() {
        server("s1", 1, "weight 1");
        server("s2", 1, "weight 1");
        ServerSet servers = start();
        servers.states().weigh(servers.servers().getFirst(), 3);

        Map<String, Integer> picks = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            picks.merge(Objects.requireNonNull(servers.pick()).name(), 1, Integer::sum);
        }
        assertThat(picks).containsEntry("s1", 300).containsEntry("s2", 100);
    }
}
