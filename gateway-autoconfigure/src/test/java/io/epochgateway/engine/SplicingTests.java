package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.counter.EventCounters;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.PipeDefinition;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.definition.Splicing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that the kernel moves from socket to socket: option splice-auto, splice-request and splice-response. */
class SplicingTests {

    private static final Splicing AUTO = new Splicing(true, false, false);
    private static final Splicing ALWAYS = new Splicing(false, true, true);
    private static final String MEGABYTE = "0123456789abcdef".repeat(65536);
    private static final long MUCH = 512L << 20;
    private static final Executor THREADS = Thread::startVirtualThread;

    private interface Action {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> meanwhile(Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        action.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                THREADS);
    }

    private static Setup to(Origin origin, Splicing splicing) {
        return Setup.to(origin).tcp().splicing(splicing);
    }

    private static Origin echo() {
        return Origin.that(connection -> connection.input().transferTo(connection.output()));
    }

    private static Origin returning() {
        return Origin.that(connection -> connection.send(connection.rest()));
    }

    @ParameterizedTest
    @CsvSource({"22, splice-auto", "22, splice-request", "38, splice-auto", "38, splice-response"})
    void whereTheKernelRefusesToSpliceBytesAreCopied(int errno, String option) throws Exception {
        CompletableFuture<String> echoed = new CompletableFuture<>();
        Thread denied = new Thread(() -> {
            try {
                boolean is = DeniedCall.deny(DeniedCall.SPLICE, errno);
                echoed.complete(is ? echoedThroughNewLoops(option) : "");
            } catch (Throwable failed) {
                echoed.completeExceptionally(failed);
            }
        });
        denied.start();
        String answer = echoed.get(30, TimeUnit.SECONDS);
        assumeTrue(!answer.isEmpty(), "the kernel denies no calls");
        assertThat(answer).isEqualTo(MEGABYTE);
    }

    private static String echoedThroughNewLoops(String option) throws Exception {
        try (Origin origin = echo();
                ConfiguredGateway gateway = ConfiguredGateway.withFront(1)) {
            gateway.set("defaults.mode", "tcp")
                    .set("defaults.option." + option, "true")
                    .server("back/s", origin)
                    .start();
            assertThat(gateway.loops()
                            .loops()
                            .getFirst()
                            .eventLoop()
                            .submit(DeniedCall::isDeniedHere)
                            .get())
                    .isTrue();
            try (RawClient client =
                    RawClient.to(gateway.gateway().addresses("front").getFirst())) {
                client.sendWithoutWaiting(MEGABYTE);
                return client.read(MEGABYTE.length());
            }
        }
    }

    static Stream<Arguments> waysAndPaces() {
        return Stream.of(AUTO, ALWAYS)
                .flatMap(splicing -> Stream.of(true, false).map(slow -> Arguments.of(splicing, slow)));
    }

    @ParameterizedTest
    @MethodSource("waysAndPaces")
    void aGigabyteArrivesAsItWasSentHalfOfItEachWayAtOnce(Splicing splicing, boolean slow) throws Exception {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        try (Origin origin = Origin.that(connection -> {
                    CompletableFuture<Void> said = meanwhile(() -> Numbers.write(connection.output(), MUCH));
                    try {
                        Numbers.expect(connection.input(), MUCH, slow);
                        heard.complete(null);
                    } catch (IOException wrong) {
                        heard.completeExceptionally(wrong);
                    }
                    said.join();
                });
                TestGateway gateway = TestGateway.start(to(origin, splicing));
                RawClient client = gateway.client()) {
            CompletableFuture<Void> said = meanwhile(() -> {
                Numbers.write(client.output(), MUCH);
                client.endOutput();
            });
            Numbers.expect(client.input(), MUCH, slow);
            assertThat(client.isEnded()).isTrue();
            said.get(60, TimeUnit.SECONDS);
            heard.get(60, TimeUnit.SECONDS);
            assertThat(gateway.loops().pipes()).isPositive();
        }
    }

    @Test
    void smallPiecesAreCopiedUnlessAllIsToBeSpliced() throws IOException {
        try (Origin origin = echo();
                TestGateway gateway = TestGateway.start(to(origin, AUTO));
                RawClient client = gateway.client()) {
            pingPong(client, 200);
            assertThat(gateway.loops().pipes()).isZero();
        }
        try (Origin origin = echo();
                TestGateway gateway = TestGateway.start(to(origin, ALWAYS));
                RawClient client = gateway.client()) {
            pingPong(client, 200);
            assertThat(gateway.loops().pipes()).isPositive();
        }
    }

    @Test
    void smallPiecesLargeOnesAndSmallOnesAgainStayInOrder() throws IOException {
        try (Origin origin = echo();
                TestGateway gateway = TestGateway.start(to(origin, AUTO));
                RawClient client = gateway.client()) {
            for (int round = 0; round < 3; round++) {
                pingPong(client, 50);
                CompletableFuture<Void> said = meanwhile(() -> Numbers.write(client.output(), 64 << 20));
                Numbers.expect(client.input(), 64 << 20, false);
                said.join();
            }
            assertThat(gateway.loops().pipes()).isPositive();
        }
    }

    private static void pingPong(RawClient client, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            String ping = "ping " + i;
            client.send(ping);
            assertThat(client.read(ping.length())).isEqualTo(ping);
        }
    }

    static Stream<Splicing> ways() {
        return Stream.of(AUTO, ALWAYS);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFinOfTheClientFollowsAllThatItSent(Splicing splicing) throws IOException {
        try (Origin origin = returning();
                TestGateway gateway = TestGateway.start(to(origin, splicing));
                RawClient client = gateway.client()) {
            client.send(MEGABYTE.repeat(4));
            client.endOutput();
            assertThat(client.rest().equals(MEGABYTE.repeat(4))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aServerThatEndsItsOutputFirstStillHearsTheClient(Splicing splicing) throws IOException {
        StringBuffer heard = new StringBuffer();
        try (Origin origin = Origin.that(connection -> {
                    connection.send(MEGABYTE.repeat(4));
                    connection.endOutput();
                    heard.append(connection.rest());
                });
                TestGateway gateway = TestGateway.start(to(origin, splicing));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            assertThat(client.rest().equals(MEGABYTE.repeat(4))).isTrue();
            client.send("still here");
            client.endOutput();
            soon().until(() -> heard.toString().equals("still here"));
        }
    }

    @Test
    void whatGoesFirstIsFirst() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.send(connection.line());
                    connection.input().transferTo(connection.output());
                });
                TestGateway gateway = TestGateway.start(
                        to(origin, ALWAYS).connect(new ConnectOptions(SendProxy.V1, null, null, null, Duration.ZERO)));
                RawClient client = gateway.client()) {
            assertThat(client.read("PROXY TCP4 127.0.0.1".length())).isEqualTo("PROXY TCP4 127.0.0.1");
            client.send("|");
            soon().until(() -> client.read(1).equals("|"));
            client.send(MEGABYTE);
            client.endOutput();
            assertThat(client.rest()).endsWith(MEGABYTE);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void whatFindsNoPipeIsCopied(int pipes) throws Exception {
        long copied = copiedForWantOfAPipe();
        CountDownLatch over = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.send(MEGABYTE.repeat(8));
                    over.await();
                });
                TestGateway gateway = TestGateway.start(
                        to(origin, ALWAYS).loops(1).pipes(new PipeDefinition(pipes, PipeDefinition.USUAL_SIZE)));
                RawClient stalled = RawClient.withSmallWindow(gateway.address());
                RawClient other = gateway.client()) {
            gateway.awaitServed(2);
            for (int i = 0; i < 8; i++) {
                assertThat(other.read(MEGABYTE.length()).equals(MEGABYTE)).isTrue();
            }
            assertThat(gateway.loops().pipes()).isEqualTo(pipes);
            if (pipes > 0) {
                assertThat(copiedForWantOfAPipe()).isGreaterThan(copied);
            }
            for (int i = 0; i < 8; i++) {
                assertThat(stalled.read(MEGABYTE.length()).equals(MEGABYTE)).isTrue();
            }
            over.countDown();
        }
    }

    private static long copiedForWantOfAPipe() {
        return EventCounters.all().stream()
                .filter(counter -> counter.comment().startsWith("no pipe left"))
                .mapToLong(counter -> counter.count())
                .sum();
    }

    @Test
    void theLogCountsWhatPassed() throws Exception {
        try (Origin origin = returning();
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(to(origin, ALWAYS).log(LogFormat.TCPLOG));
                RawClient client = gateway.client()) {
            client.send(MEGABYTE);
            client.endOutput();
            assertThat(client.rest()).hasSize(MEGABYTE.length());
            assertThat(log.awaitOne().split(" ")[5]).isEqualTo(Integer.toString(MEGABYTE.length()));
        }
    }

    @Test
    void aClientThatTakesNothingTimesOut() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.send(MEGABYTE.repeat(32));
                    over.await();
                });
                LogLines log = LogLines.listen();
                TestGateway gateway =
                        TestGateway.start(to(origin, ALWAYS).timeoutClient(300).log(LogFormat.TCPLOG));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            assertThat(log.awaitOne().split(" ")[6]).isEqualTo("cD");
            over.countDown();
            assertThat(client.countRest()).isPositive();
        }
    }

    @Test
    void aClientThatTakesLittleByLittleDoesNot() throws Exception {
        try (Origin origin = Origin.that(connection -> connection.send(MEGABYTE.repeat(24)));
                LogLines log = LogLines.listen();
                TestGateway gateway = TestGateway.start(to(origin, ALWAYS)
                        .timeoutClient(500)
                        .timeoutServer(500)
                        .timeoutFin(500)
                        .log(LogFormat.TCPLOG));
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            // for longer than any timeout, which each piece puts off
            for (int i = 0; i < 24; i++) {
                assertThat(client.read(MEGABYTE.length()).equals(MEGABYTE)).isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            client.endOutput();
            assertThat(client.isEnded()).isTrue();
            assertThat(log.awaitOne().split(" ")[6]).isEqualTo("--");
        }
    }
}
