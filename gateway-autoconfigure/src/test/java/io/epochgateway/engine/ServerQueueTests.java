package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Priority;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.Waiter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of those that wait, for any server or for one, and what becomes of them when servers come and go. */
class ServerQueueTests {

    private final List<String> granted = new CopyOnWriteArrayList<>();
    private final List<String> displaced = new CopyOnWriteArrayList<>();

    /** Holds its slot until it is told to give it back. */
    private final class Named extends Waiter {

        private final String name;
        private final boolean loyal;

        Named(String name, GatewayLoop loop, @Nullable Server designated, Priority priority, boolean loyal) {
            super(loop, designated, priority);
            this.name = name;
            this.loyal = loyal;
        }

        @Override
        protected void granted(Server server, @Nullable ServerConnection connection) {
            granted.add(name + "@" + server.name());
        }

        @Override
        protected void displaced() {
            displaced.add(name);
        }

        @Override
        protected boolean suits(ServerConnection shared) {
            return false;
        }

        @Override
        protected boolean mayGoElsewhere() {
            return !loyal;
        }
    }

    private Named waits(TestGateway gateway, String name, @Nullable Server designated, Priority priority) {
        Named waiter = new Named(name, loop(gateway), designated, priority, false);
        assertThat(gateway.servers().await(waiter, loop(gateway))).isTrue();
        return waiter;
    }

    private static GatewayLoop loop(TestGateway gateway) {
        return gateway.loops().loops().getFirst();
    }

    /** Gives slots back one by one as they are granted. */
    private void serveAll(TestGateway gateway, Server server, int waiters) {
        for (int i = 0; i < waiters; i++) {
            int before = i;
            gateway.servers().release(server, null, loop(gateway));
            soon().until(() -> granted.size() > before);
        }
        gateway.servers().release(server, null, loop(gateway));
    }

    @Test
    void lowerClassesAreServedFirstThenWhoCameEarlierByItsOffset() {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(origin).maxconn(1))) {
            Server server = gateway.servers().pick();
            assertThat(server).isNotNull();
            waits(gateway, "normal", null, Priority.NORMAL);
            waits(gateway, "later", null, new Priority(0, 60_000));
            waits(gateway, "high class", null, new Priority(-5, 0));
            waits(gateway, "highest class, late", null, new Priority(-2047, 524_287));
            waits(gateway, "low class, early", null, new Priority(3, -524_287));
            waits(gateway, "earlier", null, new Priority(0, -60_000));
            waits(gateway, "normal too", null, Priority.NORMAL);
            serveAll(gateway, server, 7);
            assertThat(granted)
                    .containsExactly(
                            "highest class, late@s0",
                            "high class@s0",
                            "earlier@s0",
                            "normal@s0",
                            "normal too@s0",
                            "later@s0",
                            "low class, early@s0");
        }
    }

    @Test
    void prioritiesOutOfRangeAreTheNearestInRange() {
        assertThat(new Priority(9999, -999_999)).isEqualTo(new Priority(2047, -524_287));
    }

    @Test
    void whoWaitsForTheServerAndWhoWaitsForAnyAreServedInTheOrderOfTheirComing() {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(origin).maxconn(1))) {
            Server server = gateway.servers().pick();
            assertThat(server).isNotNull();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waits(gateway, "w" + i, i % 2 == 0 ? server : null, Priority.NORMAL);
                expected.add("w" + i + "@s0");
            }
            assertThat(server.queued()).isEqualTo(25);
            assertThat(gateway.servers().queued()).isEqualTo(25);
            serveAll(gateway, server, 50);
            assertThat(granted).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void nobodyOvertakesThoseThatWait() {
        try (Origin one = Origin.thatNeverAnswers();
                Origin two = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(one, two).maxconn(1))) {
            ServerSet servers = gateway.servers();
            Server first = servers.pick();
            Server second = servers.pick();
            assertThat(first).isNotNull();
            assertThat(second).isNotNull().isNotSameAs(first);
            waits(gateway, "designated", first, Priority.NORMAL);
            // the other server is free now, and takes what is for anybody
            servers.release(second, null, loop(gateway));
            assertThat(servers.take(first)).isFalse();
            assertThat(servers.pick()).isSameAs(second);
            waits(gateway, "any", null, Priority.NORMAL);
            assertThat(servers.pick()).isNull();
            servers.release(second, null, loop(gateway));
            soon().until(() -> granted.contains("any@" + second.name()));
            servers.release(first, null, loop(gateway));
            soon().until(() -> granted.contains("designated@" + first.name()));
            servers.release(first, null, loop(gateway));
            servers.release(second, null, loop(gateway));
        }
    }

    @Test
    void aServersQueueIsFullAtMaxqueueAndTheBackendsNever() {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).maxconn(1).maxqueue(2))) {
            ServerSet servers = gateway.servers();
            Server server = servers.pick();
            assertThat(server).isNotNull();
            waits(gateway, "1", server, Priority.NORMAL);
            waits(gateway, "2", server, Priority.NORMAL);
            Named third = new Named("3", loop(gateway), server, Priority.NORMAL, false);
            assertThat(servers.await(third, loop(gateway))).isFalse();
            for (int i = 4; i < 10; i++) {
                waits(gateway, "" + i, null, Priority.NORMAL);
            }
            serveAll(gateway, server, 8);
        }
    }

    /** A server that is down keeps those that insist on it; one in maintenance keeps nobody. */
    @ParameterizedTest
    @CsvSource({"DOWN, 25", "MAINT, 50", "DRAIN, 0"})
    void whoMayGoElsewhereLeavesAServerThatIsLost(ServerState state, int leaving) {
        try (Origin one = Origin.thatNeverAnswers();
                Origin other = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(one, other).maxconn(1))) {
            ServerSet servers = gateway.servers();
            Server lost = servers.pick();
            Server stays = servers.pick();
            assertThat(lost).isNotNull();
            assertThat(stays).isNotNull();
            List<Named> waiters = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Named waiter = new Named("w" + i, loop(gateway), lost, Priority.NORMAL, i % 2 == 0);
                waiters.add(waiter);
                servers.await(waiter, loop(gateway));
            }
            change(servers, lost, state);
            soon().until(() -> displaced.size() == leaving);
            assertThat(lost.queued()).isEqualTo(50 - leaving);
            assertThat(granted).isEmpty();
            waiters.forEach(servers::leave);
            servers.release(lost, null, loop(gateway));
            servers.release(stays, null, loop(gateway));
        }
    }

    @Test
    void fiftyThatWaitGoToTheServerThatIsLeft() throws IOException {
        Semaphore answers = new Semaphore(0);
        Origin.Behaviour answering = connection -> {
            while (connection.request()) {
                answers.acquire();
                connection.answer(Origin.OK);
            }
        };
        try (Origin lost = Origin.that(answering);
                Origin stays = Origin.that(answering);
                TestGateway gateway =
                        TestGateway.start(Setup.to(lost, stays).loops(4).maxconn(1))) {
            List<RawClient> clients = fillQueue(gateway, 2, 50);
            Server maintained = gateway.servers().servers().getFirst();
            change(gateway.servers(), maintained, ServerState.MAINT);
            answers.release(52);
            for (RawClient client : clients) {
                assertThat(client.reply().status()).isEqualTo(200);
                client.close();
            }
            assertThat(lost.requests()).hasSize(1);
            assertThat(stays.requests())
                    .hasSize(51)
                    .extracting(request -> Integer.parseInt(request.startLine().split("[/ ]")[2]))
                    .isSortedAccordingTo(naturalOrder());
        }
    }

    @Test
    void fiftyThatWaitAreToldAtOnceThatNoServerIsLeft() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(4).maxconn(1).timeoutQueue(60_000))) {
            List<RawClient> clients = fillQueue(gateway, 1, 50);
            change(gateway.servers(), gateway.servers().servers().getFirst(), ServerState.DOWN);
            for (RawClient client : clients.subList(1, 51)) {
                assertThat(client.reply().status()).isEqualTo(503);
            }
            assertThat(gateway.servers().queued()).isZero();
            leave(clients);
        }
    }

    @Test
    void aServerThatComesBackTakesFromTheQueueAtOnce() throws IOException {
        try (Origin busy = Origin.thatNeverAnswers();
                Origin back = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(back, busy).loops(2).maxconn(1))) {
            Server returning = gateway.servers().servers().getFirst();
            change(gateway.servers(), returning, ServerState.MAINT);
            List<RawClient> clients = fillQueue(gateway, 1, 5);
            change(gateway.servers(), returning, ServerState.UP);
            for (int i = 1; i <= 5; i++) {
                assertThat(clients.get(i).reply().body()).isEqualTo("/" + i);
            }
            leave(clients);
        }
    }

    /** A FIN alone would leave whole requests to be answered. */
    private static void leave(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.reset();
        }
    }

    /** Clients 0 to {@code slots} get slots, the others wait, in the order of their numbers. */
    private static List<RawClient> fillQueue(TestGateway gateway, int slots, int waiting) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < slots + waiting; i++) {
            RawClient client = gateway.client();
            clients.add(client);
            client.sendGet("/" + i);
            gateway.awaitServed(Math.min(i + 1, slots));
            gateway.awaitQueued(Math.max(0, i + 1 - slots));
        }
        return clients;
    }

    /** One slot for two requests in the backend, from one to four. */
    @Test
    void theSlotsGrowFromMinconnToMaxconnWithTheLoad() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).loops(2).maxconn(4).minconn(1, 8).timeoutQueue(60_000))) {
            List<RawClient> clients = new ArrayList<>();
            for (int present : IntStream.rangeClosed(1, 12).toArray()) {
                RawClient client = gateway.client();
                clients.add(client);
                client.sendGet("/");
                int slots = Math.clamp(present / 2, 1, 4);
                gateway.awaitServed(slots);
                gateway.awaitQueued(present - slots);
            }
            leave(clients);
        }
    }

    private static void change(ServerSet servers, Server server, ServerState state) {
        switch (state) {
            case UP -> servers.states().administer(server, Administration.READY);
            case MAINT -> servers.states().administer(server, Administration.MAINT);
            case DRAIN -> servers.states().administer(server, Administration.DRAIN);
            case DOWN -> servers.states().operate(server, Operation.STOPPED, "");
        }
    }
}
