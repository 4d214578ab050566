package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.Splicing;
import io.epochgateway.net.Described.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mode tcp: bytes both ways, and nothing else. */
class TcpModeTests {

    private static final String MEGABYTE = "0123456789abcdef".repeat(65536);

    /** Reads to the end, then sends everything back. */
    private static Origin returning() {
        return Origin.that(connection -> connection.send(connection.rest()));
    }

    @Test
    void bytesGoBothWaysAndAHalfCloseIsPassedOn() throws IOException {
        try (Origin origin = returning();
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            client.send(MEGABYTE);
            client.endOutput();
            assertThat(client.rest().equals(MEGABYTE)).isTrue();
        }
    }

    @Test
    void aServerThatEndsItsOutputFirstStillHearsTheClient() throws IOException {
        StringBuffer heard = new StringBuffer();
        try (Origin origin = Origin.that(connection -> {
                    connection.send("all there is");
                    connection.endOutput();
                    heard.append(connection.rest());
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            assertThat(client.rest()).isEqualTo("all there is");
            client.send("still here");
            client.endOutput();
            soon().until(() -> heard.toString().equals("still here"));
        }
    }

    @Test
    void whatAClientSentBeforeTheServerWasReachedIsNotLostNorIsItsFin() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    String all = connection.rest();
                    end.await();
                    connection.send(all);
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp().maxconn(1));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            gateway.awaitServed(1);
            gateway.awaitQueued(1);
            for (RawClient client : new RawClient[] {first, second}) {
                client.send(MEGABYTE.substring(0, 200_000));
                client.endOutput();
            }
            end.countDown();
            assertThat(first.rest()).hasSize(200_000);
            assertThat(second.rest()).hasSize(200_000);
            assertThat(origin.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aSlowClientGetsWhatTheServerSentBeforeItClosed() throws IOException {
        try (Origin origin = Origin.that(connection -> connection.send(MEGABYTE));
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            soon().until(() -> origin.accepted() == 1);
            assertThat(client.rest().equals(MEGABYTE)).isTrue();
        }
    }

    @Test
    void aClientThatNeverReadsTheLastBytesIsClosedAfterTimeoutClientFin() throws IOException {
        AtomicReference<Origin.Connection> server = new AtomicReference<>();
        try (Origin origin = Origin.that(connection -> {
                    server.set(connection);
                    connection.send(MEGABYTE.repeat(32));
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp().timeoutFin(200));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            AtomicLong before = new AtomicLong(-1);
            soon().pollInterval(ofMillis(200))
                    .until(() -> server.get() != null && before.getAndSet(gateway.events()) == gateway.events());
            server.get().reset();
            gateway.awaitSessions(0);
            assertThat(client.countRest()).isLessThan(32L * MEGABYTE.length());
        }
    }

    @Test
    void aClientsResetReachesTheServerAsAReset() throws IOException {
        AtomicReference<String> end = new AtomicReference<>();
        try (Origin origin = Origin.that(connection -> {
                    connection.send(connection.read(1));
                    end.set(connection.howItEnds());
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            client.send("x");
            assertThat(client.read(1)).isEqualTo("x");
            client.reset();
            soon().until(() -> "reset".equals(end.get()));
        }
    }

    @Test
    void aServersResetReachesTheClientAsAReset() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.send(connection.read(1));
                    connection.reset();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            client.send("x");
            assertThat(client.read(1)).isEqualTo("x");
            assertThat(client.howItEnds()).isEqualTo("reset");
        }
    }

    /** When one side is killed. */
    enum Moment {
        QUEUED,
        CONNECTED,
        CLIENT_SPOKE,
        SERVER_SPOKE,
        CLIENT_STALLED,
        SERVER_STALLED,
        CLIENT_ENDED,
        SERVER_ENDED
    }

    private static Stream<Arguments> momentsOfBothSides() {
        return Stream.of(Splicing.NONE, new Splicing(true, false, false), new Splicing(false, true, true))
                .flatMap(splicing -> Stream.of(Moment.values())
                        .flatMap(moment ->
                                Stream.of(true, false).map(client -> Arguments.of(splicing, moment, client))));
    }

    /** The leak detector and the end of the gateway look for buffers, slots and places in the queue. */
    @ParameterizedTest
    @MethodSource("momentsOfBothSides")
    void nothingIsLeftOfASessionWhoseSideIsKilled(Splicing splicing, Moment moment, boolean killClient)
            throws Exception {
        BlockingQueue<Origin.Connection> accepted = new LinkedBlockingQueue<>();
        CountDownLatch over = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    accepted.add(connection);
                    over.await();
                });
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).tcp().splicing(splicing).maxconn(1).timeoutFin(200))) {
            int before = socketsAndPipes();
            try (RawClient client = gateway.client()) {
                Origin.Connection server = accepted.take();
                RawClient queued = moment == Moment.QUEUED ? gateway.client() : null;
                reach(moment, gateway, client, server);
                if (killClient) {
                    (queued == null ? client : queued).reset();
                } else {
                    server.reset();
                }
                if (queued != null) {
                    client.reset();
                    queued.close();
                }
                gateway.awaitSessions(0);
                gateway.awaitServed(0);
            } finally {
                over.countDown();
            }
            // empty pipes wait for their next use
            soon().until(() -> socketsAndPipes() - 2 * gateway.loops().pipes() <= before);
            assertThat(gateway.descriptors(Kind.CLIENT)).isEmpty();
            assertThat(gateway.descriptors(Kind.SERVER)).isEmpty();
        }
    }

    private static void reach(Moment moment, TestGateway gateway, RawClient client, Origin.Connection server)
            throws IOException {
        switch (moment) {
            case QUEUED -> gateway.awaitQueued(1);
            // a reset before the gateway knows of its connection would be a failed attempt, and be repeated; so all
            // wait
            case CONNECTED ->
                soon().until(() ->
                        gateway.descriptors(Kind.SERVER).stream().anyMatch(descriptor -> descriptor.remote() != null));
            case CLIENT_SPOKE -> {
                client.send("x");
                server.read(1);
            }
            case SERVER_SPOKE -> {
                server.send("x");
                client.read(1);
            }
            case CLIENT_STALLED -> {
                server.sendWithoutWaiting(MEGABYTE.repeat(16));
                client.read(1);
            }
            case SERVER_STALLED -> {
                client.sendWithoutWaiting(MEGABYTE.repeat(16));
                server.read(1);
            }
            case CLIENT_ENDED -> {
                client.send("x");
                client.endOutput();
                server.read(1);
            }
            case SERVER_ENDED -> {
                server.send("x");
                server.endOutput();
                client.read(1);
            }
        }
    }

    private static int socketsAndPipes() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> fds = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path fd : fds) {
                count += isSocketOrPipe(fd) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isSocketOrPipe(Path fd) {
        try {
            String what = Files.readSymbolicLink(fd).toString();
            return what.startsWith("socket:") || what.startsWith("pipe:");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void aServerThatRefusesClosesTheClient() throws IOException {
        InetSocketAddress refusing;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusing = new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort());
        }
        Setup setup = new Setup().tcp().server(refusing, 1, false).retries(1).timeoutConnect(50);
        try (TestGateway gateway = TestGateway.start(setup);
                RawClient client = gateway.client()) {
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void maxconnQueuesConnectionsAndTheQueueTimesOut() throws IOException {
        try (Origin origin = returning();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).tcp().maxconn(1).timeoutQueue(200));
                RawClient holder = gateway.client()) {
            gateway.awaitServed(1);
            try (RawClient late = gateway.client()) {
                assertThat(late.isEnded()).isTrue();
            }
            holder.send("done");
            holder.endOutput();
            assertThat(holder.rest()).isEqualTo("done");
            gateway.awaitServed(0);
            assertThat(origin.accepted()).isEqualTo(1);
        }
    }
}
