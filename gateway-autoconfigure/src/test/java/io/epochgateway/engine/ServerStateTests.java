package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.check.CheckStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that come from elsewhere than a server's own checks, and states that come bit by bit. */
class ServerStateTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aServerThatComesUpGetsItsShareAndItsSlotsStepByStep() {
        gateway.server("be/s1", 1, "slowstart 2s weight 32 maxconn 100").start();
        Server server = gateway.server("be/s1");
        assertThat(server.effectiveWeight()).isEqualTo(32 * Server.WEIGHT_SCALE);

        gateway.states("be/s1").operate(server, Operation.STOPPED, ", changed from CLI");
        gateway.states("be/s1").operate(server, Operation.RUNNING, ", changed from CLI");
        assertThat(server.condition().operation()).isEqualTo(Operation.STARTING);
        assertThat(server.state()).isEqualTo(ServerState.UP);
        assertThat(server.effectiveWeight()).isEqualTo(32);
        assertThat(server.limit()).isEqualTo(1);

        soon().until(() -> server.effectiveWeight() > 32);
        if (server.condition().operation() == Operation.STARTING) {
            assertThat(server.effectiveWeight()).isBetween(2 * 32, 15 * 32);
            assertThat(server.limit()).isBetween(2, 99);
        }
        soon().until(() -> server.condition().operation() == Operation.RUNNING);
        assertThat(server.effectiveWeight()).isEqualTo(32 * Server.WEIGHT_SCALE);
        assertThat(server.limit()).isEqualTo(100);
        assertThat(gateway.lines()).filteredOn(line -> line.contains(" is UP")).hasSize(2);
    }

    @Test
    void aStaticAlgorithmHasNoStepsOfWeight() {
        gateway.set("backend.be.balance", "static-rr")
                .server("be/s1", 1, "slowstart 20s weight 32")
                .start();
        Server server = gateway.server("be/s1");
        gateway.states("be/s1").administer(server, Administration.MAINT);
        gateway.states("be/s1").administer(server, Administration.READY);
        assertThat(server.condition().operation()).isEqualTo(Operation.STARTING);
        assertThat(server.effectiveWeight()).isEqualTo(32 * Server.WEIGHT_SCALE);
    }

    @Test
    void aServerHasTheStateOfTheOneThatItTracks() throws Exception {
        try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            int port = open.getLocalPort();
            gateway.server("a/a1", port, "check inter 10m")
                    .server("a/a3", port, "check inter 10m disabled")
                    .server("b/b1", port, "track a/a1")
                    .server("b/b2", port, "track a/a3")
                    .server("b/b3", port, "track b2")
                    .start();
            Server a1 = gateway.server("a/a1");
            Server a3 = gateway.server("a/a3");
            assertThat(gateway.server("b/b1").state()).isEqualTo(ServerState.UP);
            assertThat(gateway.server("b/b3").condition().administrativeMask()).isEqualTo(2);

            // or the first check brings it up, not the operator
            soon().until(() -> a1.check().last().status() == CheckStatus.L4OK);
            for (GatewayLoop loop : gateway.loops().loops()) {
                // what follows from it is done there
                loop.eventLoop().submit(() -> {}).get();
            }
            gateway.states("a/a1").operate(a1, Operation.STOPPED, ", changed from CLI");
            gateway.states("a/a1").operate(a1, Operation.RUNNING, ", changed from CLI");
            gateway.states("a/a3").administer(a3, Administration.READY);
            assertThat(gateway.server("b/b3").state()).isEqualTo(ServerState.UP);
            gateway.states("a/a3").administer(a3, Administration.DRAIN);
            assertThat(gateway.server("b/b3").condition().administrativeMask()).isEqualTo(16);
            gateway.states("a/a3").administer(a3, Administration.MAINT);
            gateway.states("a/a3").administer(a3, Administration.READY);
        }
        String left = " 0 sessions active, 0 requeued, 0 remaining in queue.";
        String online = " 0 sessions requeued, 0 total in queue.";
        assertThat(gateway.lines())
                .containsExactly(
                        "Server a/a1 is DOWN, changed from CLI. 0 active and 0 backup servers left." + left,
                        "backend a has no server available!",
                        "Server b/b1 is DOWN via a/a1. 0 active and 0 backup servers left." + left,
                        "backend b has no server available!",
                        "Server a/a1 is UP, changed from CLI. 1 active and 0 backup servers online." + online,
                        "Server b/b1 is UP via a/a1. 1 active and 0 backup servers online." + online,
                        "Server a/a3 is UP/READY (leaving forced maintenance).",
                        "Server b/b2 is UP/READY (leaving maintenance).",
                        "Server b/b3 is UP/READY (leaving maintenance).",
                        "Server a/a3 enters drain state. 1 active and 0 backup servers online." + online,
                        "Server b/b2 enters drain state via a/a3. 2 active and 0 backup servers online." + online,
                        "Server b/b3 enters drain state via b/b2. 1 active and 0 backup servers online." + online,
                        "Server a/a3 is going DOWN for maintenance. 1 active and 0 backup servers left." + left,
                        "Server b/b2 is going DOWN for maintenance via a/a3. 1 active and 0 backup servers left."
                                + left,
                        "Server b/b3 is going DOWN for maintenance via b/b2. 1 active and 0 backup servers left."
                                + left,
                        "Server a/a3 is UP/READY (leaving forced maintenance).",
                        "Server b/b2 is UP/READY (leaving maintenance).",
                        "Server b/b3 is UP/READY (leaving maintenance).");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    track b/s2       | track b/s1 | track each other in a ring
                    track s1         | check      | track each other in a ring
                    track b/s2       | weight 2   | has no checks
                    track c/s2       | check      | there is no backend 'c'
                    track b/x        | check      | has no server 'x'
                    track b/s2 check | check      | a server that tracks another one has no checks
                    """)
    void aServerThatTracksNobodyWithAStateStopsTheStart(String one, String other, String problem) {
        gateway.server("b/s1", 1, one).server("b/s2", 1, other);
        assertThatThrownBy(gateway::start).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"fully-up, 4, UP", "up, 2, UP", "none, 2, UP", "down, 1, DOWN", "fully-down, 0, DOWN"})
    void aServerIsTakenForWhatInitStateSays(String word, int count, ServerState state) throws IOException {
        try (Origin silent = Origin.thatNeverAnswers()) {
            gateway.set("backend.be.option.httpchk", "true")
                    .server("be/s1", silent.address().getPort(), "check inter 10m init-state " + word)
                    .start();
            Server server = gateway.server("be/s1");
            assertThat(server.check().count().count()).isEqualTo(count);
            assertThat(server.state()).isEqualTo(state);
            gateway.states("be/s1").administer(server, Administration.MAINT);
            gateway.states("be/s1").administer(server, Administration.READY);
            assertThat(server.check().count().count()).isEqualTo(count);
            assertThat(server.state()).isEqualTo(state);
        }
    }

    @Test
    void slotsChangeWhileRequestsWaitForThem() {
        gateway.server("be/s1", 1, "maxconn 1").start();
        Server server = gateway.server("be/s1");
        assertThat(server.takeSlot()).isTrue();
        assertThat(server.takeSlot()).isFalse();
        gateway.states("be/s1").limit(server, 2);
        assertThat(server.takeSlot()).isTrue();
        assertThat(server.takeSlot()).isFalse();
        gateway.states("be/s1").limit(server, 0);
        assertThat(server.takeSlot()).isTrue();
    }
}
