package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.epoll.LoopFigures;
import io.epochgateway.net.Described.Kind;
import io.epochgateway.net.Descriptor;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.awaitility.core.ConditionFactory;

/** A running gateway with one frontend and its backend; at the end nothing must be left of what passed through it. */
final class TestGateway implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final GatewayLoopResources loops;
    private final Gateway gateway;

    private TestGateway(GatewayDefinition definition) {
        loops = GatewayLoopResources.create("test", definition.global().nbthread());
        try {
            gateway = Gateway.start(definition, loops);
        } catch (RuntimeException e) {
            disposeLoops();
            throw e;
        }
    }

    static TestGateway start(Setup setup) {
        return new TestGateway(setup.definition());
    }

    static TestGateway to(Origin... origins) {
        return start(Setup.to(origins));
    }

    /** Looks often, for up to ten seconds. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(LONG);
    }

    Gateway gateway() {
        return gateway;
    }

    InetSocketAddress address() {
        return gateway.addresses("front").getFirst();
    }

    RawClient client() throws IOException {
        return RawClient.to(address());
    }

    ServerSet servers() {
        return gateway.backends().iterator().next().servers();
    }

    /** What its loops have registered, of that kind. */
    List<Descriptor> descriptors(Kind kind) {
        return loops.descriptors().orTimeout(10, TimeUnit.SECONDS).join().stream()
                .filter(descriptor -> descriptor.owner().kind() == kind)
                .toList();
    }

    GatewayLoopResources loops() {
        return loops;
    }

    /** Slots taken on all servers. */
    int served() {
        return servers().servers().stream().mapToInt(Server::served).sum();
    }

    /** Idle connections to all servers. */
    int idle() {
        return servers().servers().stream()
                .mapToInt(server -> server.pool().size())
                .sum();
    }

    /** Does something while no event loop runs. */
    void standStillWhile(Action action) throws Exception {
        CountDownLatch standing = new CountDownLatch(loops.loops().size());
        CountDownLatch done = new CountDownLatch(1);
        loops.loops()
                .forEach(loop -> loop.eventLoop().execute(() -> {
                    standing.countDown();
                    awaitUninterruptibly(done);
                }));
        try {
            standing.await();
            action.run();
        } finally {
            done.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    interface Action {
        void run() throws Exception;
    }

    /** Reports of the kernel that were delivered so far. */
    long events() {
        return sum(LoopFigures::events);
    }

    long sum(ToLongFunction<LoopFigures> figure) {
        return loops.figures().stream().mapToLong(figure).sum();
    }

    void awaitIdle(int connections) {
        soon().untilAsserted(() -> assertThat(idle()).isEqualTo(connections));
    }

    void awaitQueued(int waiting) {
        soon().untilAsserted(() -> assertThat(servers().queued()).isEqualTo(waiting));
    }

    void awaitServed(int slots) {
        soon().untilAsserted(() -> assertThat(served()).isEqualTo(slots));
    }

    void awaitSessions(int count) {
        soon().untilAsserted(() -> assertThat(gateway.sessions()).isEqualTo(count));
    }

    /** Every client must be gone by now; then every session, slot and place in the queue must be, too. */
    @Override
    public void close() {
        try {
            awaitSessions(0);
            awaitServed(0);
            awaitQueued(0);
        } finally {
            gateway.stop(Duration.ZERO);
            disposeLoops();
        }
    }

    private void disposeLoops() {
        loops.disposeLater(Duration.ZERO, LONG).block(LONG);
    }
}
