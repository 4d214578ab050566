package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.resolve.Discovery;
import io.epochgateway.server.resolve.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that stand for the instances of a service that the application knows. */
@Timeout(60)
class DiscoveryTests {

    private final ConfiguredGateway gateway = new ConfiguredGateway()
            .set("frontend.front.bind", "127.0.0.1:0")
            .set("frontend.front.default-backend", "b")
            .set("resolvers.sd.parse-resolv-conf", "true")
            .set("resolvers.sd.hold.valid", "0");
    private final AtomicInteger asked = new AtomicInteger();
    private final Origin first = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
    private final Origin second = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
    private volatile Discovery discovery = service -> List.of();

    @AfterEach
    void stop() {
        gateway.close();
        first.close();
        second.close();
        soon().until(() -> threads().findAny().isEmpty());
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gateway-discovery-"));
    }

    private void start(int slots) {
        gateway.set("backend.b.server-template.web", slots + " discovery:orders resolvers sd");
        gateway.start(service -> {
            asked.incrementAndGet();
            return discovery.instances(service);
        });
    }

    private static Endpoint at(Origin origin) {
        return new Endpoint("127.0.0.1", origin.address().getPort());
    }

    private void tells(Origin... origins) {
        List<Endpoint> all = Stream.of(origins).map(DiscoveryTests::at).toList();
        discovery = service -> service.equals("orders") ? all : List.of();
    }

    private void fails() {
        discovery = service -> {
            throw new IllegalStateException("registry is gone");
        };
    }

    /** What is told now has been heard. */
    private void awaitTwoAnswers() {
        int before = asked.get();
        soon().until(() -> asked.get() > before + 2);
    }

    private ServerState state(String name) {
        return gateway.server("b/" + name).state();
    }

    private String get() throws IOException {
        try (RawClient client =
                RawClient.to(gateway.gateway().addresses("front").getFirst())) {
            Message answer = client.get("/");
            return answer.status() == 200 ? answer.body() : String.valueOf(answer.status());
        }
    }

    @Test
    void theInstancesAreThereBeforeTheFirstClient() throws IOException {
        tells(first, second);
        start(3);

        assertThat(List.of(get(), get())).containsExactlyInAnyOrder("1", "2");
        assertThat(state("web1")).isEqualTo(ServerState.UP);
        assertThat(state("web2")).isEqualTo(ServerState.UP);
        assertThat(state("web3")).isEqualTo(ServerState.MAINT);
        assertThat(gateway.server("b/web3").condition().unresolved()).isTrue();
    }

    @Test
    void instancesBeyondTheSlotsAreIgnoredAndTakeOverWithoutABreak() throws IOException {
        tells(first, second);
        start(1);
        assertThat(get()).isEqualTo("1");

        tells(second);
        soon().untilAsserted(() -> assertThat(get()).isEqualTo("2"));
        assertThat(gateway.lines()).noneMatch(line -> line.contains("no server available"));
    }

    @Test
    void aServerThatIsDownIsLookedAtAnewForItsNextInstance() throws IOException {
        Origin dead = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0");
        dead.close();
        tells(dead);
        gateway.set("backend.b.default-server", "check inter 50ms fall 1 rise 1000");
        start(1);
        soon().until(() -> state("web1") == ServerState.DOWN);

        tells(first);
        soon().until(() -> state("web1") == ServerState.UP);
        assertThat(get()).isEqualTo("1");
    }

    @Test
    void aNewOrderOfTheInstancesMovesNoServer() {
        tells(first, second);
        start(2);
        var before = gateway.server("b/web1").location();

        tells(second, first);
        awaitTwoAnswers();
        assertThat(gateway.server("b/web1").location()).isSameAs(before);
    }

    @Test
    void anInstanceThatIsGoneLeavesItsServerInMaintenanceUntilTheNextOneComes() throws IOException {
        tells(first, second);
        start(2);

        tells(second);
        soon().until(() -> state("web1") == ServerState.MAINT);
        assertThat(List.of(get(), get())).containsExactly("2", "2");
        assertThat(gateway.lines()).anyMatch(line -> line.contains("(gone from discovery)"));

        tells(second, first);
        soon().until(() -> state("web1") == ServerState.UP);
        assertThat(gateway.lines()).contains("Server b/web1 ('discovery:orders') is UP/READY (resolves again).");
        assertThat(List.of(get(), get())).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void anInstanceOutlivesItsAbsenceByTheHoldForObsoleteOnes() throws IOException {
        gateway.set("resolvers.sd.hold.obsolete", "1h");
        tells(first);
        start(1);

        tells();
        awaitTwoAnswers();
        assertThat(get()).isEqualTo("1");
    }

    @Test
    void whatIsKnownOutlivesAFailureByItsHold() throws IOException {
        tells(first);
        start(1);

        fails();
        awaitTwoAnswers();
        assertThat(get()).isEqualTo("1");
        assertThat(gateway.lines())
                .containsOnlyOnce(
                        "Discovery can't tell of 'orders', its servers stay up to 30.0 s without news: java.lang.IllegalStateException: registry is gone");
    }

    @Test
    void afterTheHoldTheServersAreInMaintenanceUntilDiscoveryTellsAgain() throws IOException {
        gateway.set("resolvers.sd.hold.other", "150ms");
        tells(first);
        start(1);

        fails();
        soon().until(() -> state("web1") == ServerState.MAINT);
        assertThat(get()).isEqualTo("503");
        assertThat(gateway.lines()).anyMatch(line -> line.contains("(discovery failed)"));

        tells(first);
        soon().until(() -> state("web1") == ServerState.UP);
        assertThat(get()).isEqualTo("1");
        assertThat(gateway.lines()).contains("Discovery tells of 'orders' again.");
    }

    @Test
    void aFailureAtTheStartLeavesTheServersInMaintenance() throws IOException {
        fails();
        start(1);
        assertThat(get()).isEqualTo("503");

        tells(first);
        soon().untilAsserted(() -> assertThat(get()).isEqualTo("1"));
    }

    @Test
    void anInstanceWithANameOfNobodyGetsNoSlot() throws IOException {
        Endpoint nobody = new Endpoint("nobody.invalid", 80);
        Endpoint named = new Endpoint("localhost", first.address().getPort());
        discovery = service -> List.of(nobody, named);
        start(1);

        assertThat(get()).isEqualTo("1");
    }

    @Test
    void aServiceThatKeepsDiscoveryWaitingHoldsUpNoOther() throws IOException {
        gateway.set("backend.c.server-template.slow", "1 discovery:slow resolvers sd");
        CountDownLatch waiting = new CountDownLatch(1);
        start(1);

        discovery = service -> {
            if (service.equals("slow")) {
                waiting.countDown();
                await();
            }
            return List.of(at(first));
        };
        soon().until(() -> waiting.getCount() == 0);
        soon().untilAsserted(() -> assertThat(get()).isEqualTo("1"));
    }

    /** Until the stop. */
    private static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void withoutADiscoveryTheStartStops() {
        gateway.set("backend.b.server-template.web", "2 discovery:orders");
        assertThatThrownBy(gateway::start)
                .isInstanceOf(DefinitionException.class)
                .hasMessage("gateway.backend.b.server-template.web = 'discovery:orders': the application has no"
                        + " DiscoveryClient, or several and none of them is primary."
                        + " Add one of Spring Cloud's discovery clients, or write an address.");
    }
}
