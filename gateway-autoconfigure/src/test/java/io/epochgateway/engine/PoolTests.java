package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.PoolDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which idle server connections are kept, and how long. */
class PoolTests {

    private static final Duration NEVER_PURGED = Duration.ofHours(1);

    private static PoolDefinition pool(int maxConn, int lowConn, int maxReuse) {
        return new PoolDefinition(maxConn, lowConn, NEVER_PURGED, maxReuse);
    }

    /** Lets that many requests be at the origin at the same time. */
    private static void together(TestGateway gateway, Origin origin, Semaphore held, int requests) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            RawClient client = gateway.client();
            clients.add(client);
            client.sendGet("/held");
        }
        soon().until(() -> origin.connections() == requests);
        held.release(requests);
        for (RawClient client : clients) {
            assertThat(client.reply().status()).isEqualTo(200);
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 4", "4, 4", "2, 2", "1, 1", "0, 0"})
    void noMoreThanPoolMaxConnAreKept(int poolMaxConn, int kept) throws IOException {
        Semaphore held = new Semaphore(0);
        try (Origin origin = Origin.answeringWithTheNumberOfTheConnection(held);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(2).pool(pool(poolMaxConn, 0, -1)))) {
            together(gateway, origin, held, 4);
            soon().until(() -> origin.connections() == kept);
            gateway.awaitIdle(kept);
        }
    }

    /** First requests of mode safe take new connections one after the other; one at a time is all that was ever in use. */
    @ParameterizedTest
    @CsvSource({"0, 1", "2, 3", "9, 4"})
    void beyondWhatWasInUseAtATimeOnlyPoolLowConnAreKept(int poolLowConn, int kept) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).loops(1).reuse(HttpReuse.SAFE).pool(pool(-1, poolLowConn, -1)))) {
            for (int i = 0; i < 4; i++) {
                try (RawClient client = gateway.client()) {
                    client.get("/");
                }
            }
            assertThat(origin.accepted()).isEqualTo(4);
            soon().until(() -> origin.connections() == kept);
            gateway.awaitIdle(kept);
        }
    }

    @Test
    void whatIsNotUsedIsClosedHalfByHalf() throws IOException {
        Semaphore held = new Semaphore(0);
        PoolDefinition quick = new PoolDefinition(-1, 0, Duration.ofMillis(100), -1);
        try (Origin origin = Origin.answeringWithTheNumberOfTheConnection(held);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(4).pool(quick))) {
            together(gateway, origin, held, 16);
            List<Integer> seen = new ArrayList<>(List.of(gateway.idle()));
            soon().until(() -> {
                int idle = gateway.idle();
                if (idle != seen.getLast()) {
                    seen.add(idle);
                }
                return idle == 0;
            });
            // 16 at first, for they were all needed; then half of what was more than the mean of the needs so far
            assertThat(seen).hasSizeGreaterThan(2);
            soon().until(() -> origin.connections() == 0);
        }
    }

    @Test
    void withoutAPurgeDelayNoneIsKept() throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).pool(new PoolDefinition(-1, 0, Duration.ZERO, -1)));
                RawClient client = gateway.client()) {
            client.get("/");
            soon().until(() -> origin.connections() == 0);
            client.get("/");
            assertThat(origin.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS, 0, 6",
        "ALWAYS, 1, 3",
        "ALWAYS, 2, 2",
        "ALWAYS, -1, 1",
        "NEVER, 0, 6",
        "NEVER, 2, 2",
        "NEVER, -1, 1"
    })
    void aConnectionIsReusedNoMoreThanMaxReuseTimes(HttpReuse reuse, int maxReuse, int connections) throws IOException {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).reuse(reuse).pool(pool(-1, 0, maxReuse)));
                RawClient client = gateway.client()) {
            for (int i = 0; i < 6; i++) {
                client.get("/");
            }
            assertThat(origin.accepted()).isEqualTo(connections);
        }
    }

    @Test
    void anIdleConnectionThatTheServerClosesIsRemoved() throws IOException {
        Semaphore close = new Semaphore(0);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    close.acquire();
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/");
            gateway.awaitIdle(1);
            close.release();
            gateway.awaitIdle(0);
        }
    }

    @Test
    void aConnectionThatComesBackAfterTheEndOfThePoolIsClosed() throws IOException {
        Semaphore held = new Semaphore(0);
        try (Origin origin = Origin.answeringWithTheNumberOfTheConnection(held);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/held");
            soon().until(() -> origin.requests().size() == 1);
            gateway.servers().servers().forEach(server -> server.pool().close());
            held.release();
            assertThat(client.reply().status()).isEqualTo(200);
            soon().until(() -> origin.connections() == 0);
            assertThat(gateway.idle()).isZero();
        }
    }
}
