package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.AcceptLimits;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.ProcessLimits;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.stream.Sessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is beyond {@code maxconn} waits in the kernel instead of being refused. */
@SuppressWarnings("try") // the test closes early
class AcceptLimitTests {

    private static final BindDefinition BIND_OF_TWO =
            new BindDefinition("test.bind", new SocketAddress.Tcp("127.0.0.1", 0), 2, BindOptions.NONE);

    private interface Limited {
        Setup by(Setup setup);
    }

    static final List<Limited> TWO_AT_A_TIME = List.of(
            setup -> setup.limits(new AcceptLimits(2, 0, 0)),
            setup -> setup.limits(new ProcessLimits(2, 0, 0)),
            setup -> setup.binds(BIND_OF_TWO),
            // whichever is the narrowest
            setup -> setup.limits(new AcceptLimits(2, 0, 0)).limits(new ProcessLimits(3, 0, 0)));

    @ParameterizedTest
    @FieldSource("TWO_AT_A_TIME")
    void connectionsBeyondMaxconnWaitUntilOneLeaves(Limited limited) throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(limited.by(Setup.to(origin).loops(4)))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RawClient client = gateway.client();
                clients.add(client);
                client.sendGet("/" + i);
            }
            soon().until(() -> origin.requests().size() == 2);
            Sessions sessions = gateway.gateway().frontends().iterator().next().sessions();
            for (int served = 0; served < 8; served++) {
                assertThat(sessions.count()).isEqualTo(Math.min(2, 8 - served));
                RawClient answered = await(clients);
                clients.remove(answered);
                int before = origin.requests().size();
                answered.close();
                if (before < 8) {
                    soon().until(() -> origin.requests().size() == before + 1);
                }
                gateway.awaitSessions(Math.min(2, 7 - served));
            }
        }
    }

    /** One of them that has been answered. */
    private static RawClient await(List<RawClient> clients) {
        List<RawClient> answered = new ArrayList<>();
        soon().until(() -> {
            for (RawClient client : clients) {
                if (client.hasInput()) {
                    answered.add(client);
                    return true;
                }
            }
            return false;
        });
        return answered.getFirst();
    }

    @Test
    void withOneConnectionAtATimeEveryClientOfManyLoopsIsServedInTheEnd() throws Exception {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin)
                        .loops(8)
                        .limits(new AcceptLimits(1, 0, 0))
                        .limits(new ProcessLimits(1, 0, 0)));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String target = "/" + i;
                work.add(() -> {
                    try (RawClient client = gateway.client()) {
                        return client.get(target).body();
                    }
                });
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : clients.invokeAll(work)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(200).doesNotHaveDuplicates();
            assertThat(origin.mostServing()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatLeavesWhileItWaitsTakesNoPlace() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).limits(new AcceptLimits(1, 0, 0)));
                RawClient holder = gateway.client()) {
            assertThat(holder.get("/holder").body()).isEqualTo("/holder");
            try (RawClient leaver = gateway.client();
                    RawClient stayer = gateway.client()) {
                leaver.sendGet("/leaver");
                leaver.reset();
                stayer.sendGet("/stayer");
                holder.reset();
                assertThat(stayer.reply().body()).isEqualTo("/stayer");
            }
        }
    }

    @Test
    void whatWaitsIsClosedWhenTheListenerIs() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(1).limits(new AcceptLimits(1, 0, 0)));
                RawClient holder = gateway.client();
                RawClient waiting = gateway.client();
                RawClient alsoWaiting = gateway.client()) {
            assertThat(holder.get("/holder").body()).isEqualTo("/holder");
            gateway.gateway().drain();
            assertThat(waiting.countRest()).isZero();
            assertThat(alsoWaiting.countRest()).isZero();
        }
    }

    /** Five in the first second at most, so the last of them comes in the second one. */
    @ParameterizedTest
    @FieldSource("FIVE_A_SECOND")
    void moreThanTheRateOfSessionsWaitForTheNextSecond(Limited limited) throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(limited.by(Setup.to(origin).loops(2)))) {
            long start = System.nanoTime();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                RawClient client = gateway.client();
                clients.add(client);
                client.sendGet("/" + i);
            }
            for (RawClient client : clients) {
                assertThat(client.reply().status()).isEqualTo(200);
                client.close();
            }
            assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
        }
    }

    static final List<Limited> FIVE_A_SECOND = List.of(
            setup -> setup.limits(new AcceptLimits(0, 0, 5)),
            setup -> setup.limits(new ProcessLimits(1000, 5, 0)),
            setup -> setup.limits(new ProcessLimits(1000, 0, 5)));
}
