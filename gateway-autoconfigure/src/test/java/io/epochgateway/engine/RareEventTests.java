package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.net.Described.Kind;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rare event of an HTTP connection is counted when it really happens. */
class RareEventTests {

    private static final String UPLOAD = "POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10\r\n\r\n";

    private final Map<String, Long> before = counts();

    /** What all counters of these comments stand at; those not declared yet are at 0. */
    private static Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        EventCounters.all().forEach(counter -> counts.merge(counter.comment(), counter.count(), Long::sum));
        return counts;
    }

    private void awaitHit(String comment) {
        soon().untilAsserted(() -> assertThat(counts().getOrDefault(comment, 0L))
                .as(comment)
                .isGreaterThan(before.getOrDefault(comment, 0L)));
        assertThat(EventCounters.all())
                .filteredOn(counter -> counter.comment().equals(comment))
                .extracting(EventCounter::function)
                .doesNotContain("");
    }

    @ParameterizedTest
    @CsvSource({
        "parsing error (request headers), 'GET / HTTP/1.1\r\n\r\n'",
        "parsing error (request payload),"
                + " 'POST / HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n'"
    })
    void aRequestThatIsRefusedIsAGlitch(String comment, String request) throws Exception {
        try (Origin origin = Origin.answering(OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(request);
            assertThat(client.reply().status()).isEqualTo(400);
            awaitHit(comment);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "parsing error (response headers), 'HTTP/1.1 OK\r\n\r\n'",
        "parsing error (response payload)," + " 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n'"
    })
    void aResponseThatIsRefusedIsAGlitch(String comment, String answer) throws Exception {
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
            awaitHit(comment);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "more payload than announced, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok, and more'",
        "less payload than announced, 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok'"
    })
    void aResponseOfAnotherLengthThanAnnouncedIsCounted(String comment, String answer) throws Exception {
        try (Origin origin = Origin.answeringOnceWith(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/");
            client.head();
            awaitHit(comment);
        }
    }

    @Test
    void anUploadThatEndsBeforeItsLengthIsCounted() throws Exception {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(UPLOAD + "half");
            gateway.awaitServed(1);
            client.endOutput();
            awaitHit("less payload than announced by a request");
        }
    }

    @Test
    void theRestOfAnUploadThatWasAnsweredEarlyIsDrained() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    connection.requestHead();
                    connection.answer(OK);
                    connection.isAtEnd();
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send(UPLOAD);
            assertThat(client.reply().status()).isEqualTo(200);
            awaitHit("Deferring H1S destroy to drain message");
            client.send("0123456789");
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void aReusedConnectionThatClosesBeforeItsFirstByteIsCounted() throws Exception {
        try (Origin origin = Origin.thatResetsAfterReadingRequest(1);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/");
            gateway.awaitIdle(1);
            client.sendGet("/");
            assertThat(client.rest()).isEmpty();
            awaitHit("reused connection closed before the first response byte");
        }
    }

    @Test
    void bytesOnAnIdleConnectionAreCounted() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    idle.await();
                    connection.answer(OK);
                });
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/");
            gateway.awaitIdle(1);
            idle.countDown();
            awaitHit("connection returned with unread bytes");
        }
    }

    /** The reset is first in the loop's batch, the request that wants the connection second. */
    @Test
    void anIdleConnectionThatIsResetWhileARequestTakesItIsCounted() throws Exception {
        CountDownLatch reset = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer(OK);
                    if (reset.getCount() > 0) {
                        reset.await();
                        connection.reset();
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
                RawClient client = gateway.client()) {
            client.get("/");
            gateway.awaitIdle(1);
            gateway.standStillWhile(() -> {
                reset.countDown();
                soon().until(() -> origin.connections() == 0);
                client.sendGet("/");
            });
            assertThat(client.reply().status()).isEqualTo(200);
            awaitHit("acquire raced with close");
        }
    }

    /** The client's reset is first in the batch, the answer second: the close is known, but not yet told. */
    @Test
    void anAnswerForAClientThatIsJustGoneIsAWriteAfterClose() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    connection.request();
                    answer.await();
                    connection.answer(OK);
                    answered.countDown();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).loops(1));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            soon().until(() -> origin.requests().size() == 1);
            gateway.standStillWhile(() -> {
                client.reset();
                answer.countDown();
                answered.await();
            });
            awaitHit("write after close");
        }
    }

    @Test
    void whatAClientSentAndNobodyReadIsPendingInputAtItsRelease() throws Exception {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.send("GET / HTTP/1.1\r\nHost: gateway\r\n\r\nGET /next HTTP/1.1\r\nHost: gateway\r\n\r\n");
            soon().until(() -> gateway.descriptors(Kind.CLIENT).stream()
                    .anyMatch(connection -> connection.owner().pendingInput() > 0));
            client.reset();
            awaitHit("H1C released with pending input data");
        }
    }

    @Test
    void whatAClientDidNotTakeIsPendingOutputAtItsRelease() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 16000000\r\n\r\n" + "x".repeat(16_000_000);
        try (Origin origin = Origin.answering(answer);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = RawClient.withSmallWindow(gateway.address())) {
            client.sendGet("/");
            soon().until(() ->
                    gateway.descriptors(Kind.CLIENT).stream().anyMatch(connection -> connection.pendingOutput() > 0));
            client.reset();
            awaitHit("H1C released with pending output data");
        }
    }

    /**
     * A full backlog drops the SYN, so the connection is made by its first repetition, a second later. The loop is held
     * while the timeout passes, and again, right before it looks at its timers, until the kernel has connected.
     */
    @Test
    void aConnectionThatIsMadeAsItsTimeoutExpiresIsCounted() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
            List<Socket> inBacklog = fill(address);
            // a loop that nobody lets go would never end
            full.setSoTimeout(20_000);
            Setup setup =
                    new Setup().server(address, 1, false).loops(1).retries(0).timeoutConnect(300);
            try (TestGateway gateway = TestGateway.start(setup);
                    RawClient client = gateway.client()) {
                EventLoop loop = gateway.loops().loops().getFirst().eventLoop();
                loop.execute(new Runnable() {
                    @Override
                    public void run() {
                        if (gateway.served() == 0) {
                            // the loop itself looks for the moment: whoever looks from outside may come too late
                            loop.execute(this);
                        } else {
                            loop.schedule(() -> acceptUntil(full, inBacklog.size() + 1), 0, TimeUnit.NANOSECONDS);
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                        }
                    }
                });
                client.sendGet("/");
                assertThat(client.reply().status()).isEqualTo(503);
                awaitHit("connect completed after its timeout");
            } finally {
                for (Socket socket : inBacklog) {
                    socket.close();
                }
            }
        }
    }

    /** As many connections as are made at once. */
    private static List<Socket> fill(InetSocketAddress address) throws Exception {
        List<Socket> made = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            try {
                socket.connect(address, 200);
                made.add(socket);
            } catch (SocketTimeoutException full) {
                socket.close();
                return made;
            }
        }
        throw new AssertionError("the backlog takes all");
    }

    private static void acceptUntil(ServerSocket from, int count) {
        try {
            for (int i = 0; i < count; i++) {
                from.accept();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
