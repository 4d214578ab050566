package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.server.Administration;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents say, and what comes of it; the sentences are those of HAProxy 2.6. */
class AgentCheckTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway();
    private final AtomicReference<String> says = new AtomicReference<>("");
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Origin agent() throws IOException {
        return Origin.that(connection -> {
            connection.send(says.get());
            asked.incrementAndGet();
        });
    }

    private Server start(Origin agent, String words) {
        gateway.set("backend.be.option.log-health-checks", "true")
                .server(
                        "be/s1",
                        1,
                        "weight 40 agent-check agent-inter 50ms agent-port "
                                + agent.address().getPort() + words)
                .server("be/s2", 1, "")
                .start();
        return gateway.server("be/s1");
    }

    private void say(String what) {
        says.set(what);
        int before = asked.get();
        // the answer after the next one was asked for when the next one was understood
        soon().until(() -> asked.get() > before + 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    25%\\n                    | UP    | 10  | 0  | CHECKED | ''
                    maxconn:30\\n             | UP    | 40  | 30 | CHECKED | ''
                    down#broken thing\\n      | UP    | 40  | 0  | CHECKED | agent reports an error : down#broken
                    up 200%\\n                | UP    | 80  | 0  | L7OK    | via agent : up
                    drain\\n                  | DRAIN | 40  | 0  | CHECKED | ''
                    maint\\n                  | MAINT | 40  | 0  | CHECKED | ''
                    maint ready,up\\n         | UP    | 40  | 0  | L7OK    | via agent : up
                    blah\\n                   | UP    | 40  | 0  | CHECKED | agent reports an error : blah
                    5000000%\\n               | UP    | 256 | 0  | CHECKED | ''
                    50%x\\n                   | UP    | 40  | 0  | CHECKED | agent warns : Trailing garbage in weight string
                    maxconn:x\\n              | UP    | 40  | 0  | CHECKED | agent warns : maxconn string empty or preceded by garbage
                    fail\\n                   | DOWN  | 40  | 0  | L7STS   | via agent : fail
                    down # a  b\\n            | DOWN  | 40  | 0  | L7STS   | via agent : down (a  b)
                    stopped\\tdrain,10%\\r\\n | DOWN  | 4   | 0  | L7STS   | via agent : stopped
                    up blah\\n                | UP    | 40  | 0  | L7OK    | via agent : up (blah)
                    READY UP 75%\\r\\n        | UP    | 30  | 0  | L7OK    | via agent : UP
                    up                        | UP    | 40  | 0  | L7RSP   | Ignoring incomplete line from agent
                    -                         | UP    | 40  | 0  | L7RSP   | TCPCHK got an empty response at step 2
                    """)
    void anAnswerDoesWhatItsWordsSay(
            String answer, ServerState state, int weight, int maxconn, String status, String info) throws IOException {
        try (Origin agent = agent()) {
            says.set(
                    answer == null
                            ? ""
                            : answer.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));
            Server server = start(agent, "");
            soon().untilAsserted(() -> {
                assertThat(server.agent().last().status().name()).isEqualTo(status);
                assertThat(server.agent().last().info()).isEqualTo(info);
                assertThat(server.state()).isEqualTo(state);
            });
            assertThat(server.condition().weight()).isEqualTo(weight);
            assertThat(server.maxconn()).isEqualTo(maxconn);
        }
    }

    @Test
    void onlyAnAgentThatSaysUpBringsTheServerUpAgain() throws IOException {
        try (Origin agent = agent()) {
            says.set("down\n");
            Server server = start(agent, "");
            soon().until(() -> server.state() == ServerState.DOWN);
            say("100%\n");
            assertThat(server.state()).isEqualTo(ServerState.DOWN);
            gateway.states("be/s1").administer(server, Administration.MAINT);
            gateway.states("be/s1").administer(server, Administration.READY);
            assertThat(server.state()).isEqualTo(ServerState.DOWN);
            says.set("up\n");
            soon().until(() -> server.state() == ServerState.UP);
            soon().until(() -> gateway.lines().getLast().startsWith("Server be/s1 is UP."));
        }
        assertThat(gateway.lines())
                .startsWith(
                        "Agent check for server be/s1 failed, reason: Layer7 wrong status, code: 0,"
                                + " info: \"via agent : down\", check duration: 0ms, status: 0/1 DOWN.",
                        "Server be/s1 is DOWN. 1 active and 0 backup servers left. 0 sessions active, 0 requeued,"
                                + " 0 remaining in queue.");
        assertThat(gateway.lines())
                .endsWith(
                        "Agent check for server be/s1 succeeded, reason: Layer7 check passed, code: 0,"
                                + " info: \"via agent : up\", check duration: 0ms, status: 1/1 UP.",
                        "Server be/s1 is UP. 2 active and 0 backup servers online. 0 sessions requeued,"
                                + " 0 total in queue.");
    }

    @Test
    void whatAnAgentIsToldComesFirst() throws IOException {
        try (Origin agent = Origin.that(connection -> {
            if (connection.request()) {
                connection.send("50%\n");
            }
        })) {
            Server server = start(agent, " agent-send \"GET /line HTTP/1.0\\r\\n\\r\\n\"");
            soon().until(() -> server.condition().weight() == 20);
            assertThat(agent.requests().getFirst().startLine()).startsWith("GET /line");
            server.setAgentPlace(Objects.requireNonNull(server.agentPlace()).told("GET /changed HTTP/1.0\r\n\r\n"));
            soon().until(() -> agent.requests().getLast().startLine().startsWith("GET /changed"));
        }
    }

    @Test
    void anAgentThatTalksWithoutEndIsCutOff() throws IOException {
        try (Origin agent = agent()) {
            says.set("x".repeat(100_000));
            Server server = start(agent, "");
            soon().untilAsserted(() ->
                    assertThat(server.agent().last().info()).isEqualTo("Ignoring incomplete line from agent"));
            assertThat(server.state()).isEqualTo(ServerState.UP);
        }
    }

    @Test
    void anAgentThatIsNotThereSaysNothing() {
        gateway.server("be/s1", 1, "agent-check agent-inter 50ms agent-port 1").start();
        Server server = gateway.server("be/s1");
        soon().until(() -> server.agent().last().status().name().equals("L4CON"));
        assertThat(server.state()).isEqualTo(ServerState.UP);
        assertThat(gateway.lines()).isEmpty();
    }
}
