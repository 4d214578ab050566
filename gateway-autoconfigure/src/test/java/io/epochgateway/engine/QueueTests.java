package io.epochgateway.engine;

import static io.epochgateway.engine.Origin.OK;
import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Slots under maxconn and the queue before them. */
class QueueTests {

    @Test
    void neverMoreThanMaxconnRequestsAreAtTheOriginAndAllAreAnswered() throws Exception {
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        Thread.yield();
                        connection.answer(OK);
                    }
                });
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(8).maxconn(4));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                work.add(() -> {
                    int answered = 0;
                    try (RawClient client = gateway.client()) {
                        for (int n = 0; n < 25; n++) {
                            answered += client.get("/").status() == 200 ? 1 : 0;
                        }
                    }
                    return answered;
                });
            }
            for (Future<Integer> answered : clients.invokeAll(work)) {
                assertThat(answered.get()).isEqualTo(25);
            }
            assertThat(origin.mostServing()).isBetween(1, 4);
            assertThat(origin.requests()).hasSize(64 * 25);
        }
    }

    @Test
    void theQueueIsFirstComeFirstServedAcrossLoops() throws IOException {
        Semaphore answers = new Semaphore(0);
        List<RawClient> clients = new ArrayList<>();
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        answers.acquire();
                        connection.answer(OK);
                    }
                });
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(4).maxconn(1))) {
            for (int i = 0; i < 50; i++) {
                RawClient client = gateway.client();
                clients.add(client);
                client.sendGet("/" + i);
                gateway.awaitServed(1);
                gateway.awaitQueued(i);
            }
            answers.release(50);
            for (RawClient client : clients) {
                assertThat(client.reply().status()).isEqualTo(200);
            }
            assertThat(origin.requests())
                    .extracting(Message::startLine)
                    .containsExactlyElementsOf(IntStream.range(0, 50)
                            .mapToObj(i -> "GET /" + i + " HTTP/1.1")
                            .toList());
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void aClientThatLeavesTheQueueFreesItsPlace() throws IOException {
        CountDownLatch answer = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        answer.await();
                        connection.answer(OK);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).maxconn(1));
                RawClient holder = gateway.client();
                RawClient leaver = gateway.client();
                RawClient stayer = gateway.client()) {
            holder.sendGet("/holder");
            gateway.awaitServed(1);
            leaver.sendGet("/leaver");
            gateway.awaitQueued(1);
            stayer.sendGet("/stayer");
            gateway.awaitQueued(2);
            leaver.reset();
            gateway.awaitQueued(1);
            answer.countDown();
            assertThat(holder.reply().status()).isEqualTo(200);
            assertThat(stayer.reply().status()).isEqualTo(200);
            assertThat(origin.requests()).hasSize(2);
        }
    }

    /** A read is pending when the stream stops reading, and a FIN brings one more. */
    @Test
    void aBodyWhoseRestArrivesInTheQueueIsForwardedWhole() throws IOException {
        CountDownLatch answer = new CountDownLatch(1);
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        answer.await();
                        String body = connection.last().body();
                        connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).maxconn(1));
                RawClient holder = gateway.client();
                RawClient client = gateway.client()) {
            holder.sendGet("/");
            gateway.awaitServed(1);
            client.send("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 100000\r\n\r\nbegin");
            gateway.awaitQueued(1);
            client.send("x".repeat(100_000 - "begin".length()));
            client.endOutput();
            answer.countDown();
            assertThat(holder.reply().status()).isEqualTo(200);
            assertThat(client.reply().body()).isEqualTo("begin" + "x".repeat(100_000 - "begin".length()));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aPipelinedBodyWhoseRestArrivesInTheQueueIsForwardedWhole() throws IOException {
        Semaphore answers = new Semaphore(0);
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        answers.acquire();
                        String body = connection.last().body();
                        connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).maxconn(1));
                RawClient client = gateway.client();
                RawClient other = gateway.client()) {
            client.send("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n"
                    + "POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10\r\n\r\n01234");
            gateway.awaitServed(1);
            other.sendGet("/");
            gateway.awaitQueued(1);
            answers.release();
            assertThat(client.reply().status()).isEqualTo(200);
            // the other client has the slot now, and the second request of the first waits for it
            gateway.awaitQueued(1);
            client.send("56789");
            answers.release(2);
            assertThat(other.reply().status()).isEqualTo(200);
            assertThat(client.reply().body()).isEqualTo("0123456789");
        }
    }

    @Test
    void aSlotIsFreeAgainWhenItsClientResets() throws IOException {
        try (Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.sendGet("/");
            soon().until(() -> origin.requests().size() == 1);
            client.reset();
            gateway.awaitServed(0);
            soon().until(() -> origin.connections() == 0);
        }
    }

    @Test
    void slotsNeverLeakWhateverTheMomentAClientAborts() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
        try (Origin origin = Origin.that(connection -> {
                    while (connection.request()) {
                        connection.send(answer);
                        connection.answer("0\r\n\r\n");
                    }
                });
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(4).maxconn(2))) {
            for (int round = 0; round < 40; round++) {
                for (Moment moment : MOMENTS) {
                    try (RawClient client = gateway.client();
                            RawClient other = gateway.client()) {
                        other.sendGet("/");
                        moment.pass(client);
                        client.reset();
                        assertThat(other.reply().body()).isEqualTo("hello");
                    }
                }
            }
            gateway.awaitServed(0);
        }
    }

    private interface Moment {
        void pass(RawClient client) throws IOException;
    }

    private static final List<Moment> MOMENTS = List.of(
            client -> {},
            client -> client.send("GET / HT"),
            client -> client.sendGet("/"),
            client -> client.send("POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10\r\n\r\nabc"),
            client -> client.send("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n".repeat(10)),
            client -> {
                client.sendGet("/");
                client.head();
            },
            client -> {
                client.sendGet("/");
                client.head();
                client.read(8);
            },
            client -> {
                client.get("/");
                client.sendGet("/");
            });
}
