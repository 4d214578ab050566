package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What a running gateway logs, and when. What its lines have in common with HAProxy's is compared elsewhere. */
class LogLineTests {

    private static final String CLIENT_AND_DATE = "127\\.0\\.0\\.1:\\d+ \\[\\d\\d/\\w{3}/\\d{4}(:\\d\\d){3}\\.\\d{3}] ";

    private final List<RawClient> clients = new ArrayList<>();

    private static Origin answeringAfter(Semaphore answers) {
        return Origin.that(connection -> {
            while (connection.request()) {
                answers.acquire();
                connection.answer(Origin.OK);
            }
        });
    }

    @Test
    void bytesAreThoseOfTheWholeResponse() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.get("/");

            assertThat(lines.awaitOne())
                    .matches(CLIENT_AND_DATE + "front back/s0 (\\d+/){4}\\d+ 200 " + Origin.OK.length()
                            + " - - ---- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"");
        }
    }

    @Test
    void anIdleConnectionThatClosesLeavesNoLine() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).log(LogFormat.HTTPLOG).timeoutHttpKeepAlive(50));
                RawClient timedOut = gateway.client();
                RawClient closes = gateway.client()) {
            timedOut.get("/");
            closes.get("/");
            closes.endOutput();
            assertThat(timedOut.isEnded()).isTrue();
            gateway.awaitSessions(0);
            gateway.gateway().stop(Duration.ZERO);

            assertThat(lines.lines()).hasSize(2).allMatch(line -> line.endsWith("\"GET / HTTP/1.1\""));
        }
    }

    @Test
    void whoWaitedInTheQueueToldHowLongAndBehindHowMany() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (LogLines lines = LogLines.listen();
                Origin origin = answeringAfter(answers);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).log(LogFormat.HTTPLOG).maxconn(1))) {
            for (int i = 0; i < 3; i++) {
                RawClient client = gateway.client();
                clients.add(client);
                client.sendGet("/" + i);
                if (i == 0) {
                    gateway.awaitServed(1);
                } else {
                    gateway.awaitQueued(i);
                }
            }
            answers.release(3);
            for (RawClient client : clients) {
                client.reply();
            }

            assertThat(lines.await(3))
                    .anyMatch(line -> line.endsWith(" 0/0 \"GET /0 HTTP/1.1\""))
                    .anyMatch(line -> line.endsWith(" 0/1 \"GET /1 HTTP/1.1\""))
                    .anyMatch(line -> line.endsWith(" 0/2 \"GET /2 HTTP/1.1\""));
            Traffic back = gateway.gateway().backends().iterator().next().traffic();
            assertThat(back.queue().max()).isEqualTo(2);
            assertThat(back.sessions().max()).isEqualTo(3);
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void aClientThatLeavesTheQueueIsLoggedWithItsWait() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (LogLines lines = LogLines.listen();
                Origin origin = answeringAfter(answers);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).log(LogFormat.HTTPLOG).maxconn(1));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.sendGet("/");
            gateway.awaitServed(1);
            second.sendGet("/");
            gateway.awaitQueued(1);
            second.reset();

            assertThat(lines.awaitOne())
                    .matches(CLIENT_AND_DATE
                            + "front back/<NOSRV> \\d+/\\d+/-1/-1/\\d+ -1 \\d+ - - CQ-- 2/2/1/0/0 0/1 .*");
            answers.release();
            first.reply();
        }
    }

    @Test
    void aClientThatNeverAskedLeavesNoLineAtAStop() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).log(LogFormat.HTTPLOG));
                RawClient asks = gateway.client();
                RawClient silent = gateway.client()) {
            asks.get("/");
            gateway.awaitSessions(2);
            gateway.gateway().stop(Duration.ofSeconds(5));
            assertThat(silent.isEnded()).isTrue();

            assertThat(lines.lines()).singleElement().asString().endsWith("\"GET / HTTP/1.1\"");
        }
    }

    @Test
    void aQueueTimeoutIsLoggedWithItsWaitAndWithoutAServer() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (LogLines lines = LogLines.listen();
                Origin origin = answeringAfter(answers);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).log(LogFormat.HTTPLOG).maxconn(1).timeoutQueue(100));
                RawClient first = gateway.client();
                RawClient second = gateway.client()) {
            first.sendGet("/");
            gateway.awaitServed(1);
            assertThat(second.get("/").status()).isEqualTo(503);

            assertThat(lines.awaitOne())
                    .matches(CLIENT_AND_DATE
                            + "front back/<NOSRV> \\d+/\\d{3}/-1/-1/\\d{3} 503 \\d+ - - sQ-- 2/2/1/0/0 0/1 .*");
            answers.release();
            first.reply();
        }
    }

    @Test
    void anEarlyLineIsTheOnlyOneThoughTheResponseIsCutLater() throws Exception {
        LogDefinition early = new LogDefinition(LogFormat.HTTPLOG, false, false, false, true);
        Semaphore cut = new Semaphore(0);
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.that(connection -> {
                    connection.request();
                    connection.answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                    cut.acquire();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).log(early));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            assertThat(lines.awaitOne()).matches(".*/\\+\\d+ 200 \\+\\d+ - - ---- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\"");
            cut.release();
            client.countRest();
            gateway.awaitSessions(0);
            gateway.gateway().stop(Duration.ZERO);

            assertThat(lines.lines()).hasSize(1);
        }
    }

    @Test
    void whatFailedIsAnErrorOnRequest() throws IOException {
        LogDefinition separate = new LogDefinition(LogFormat.HTTPLOG, false, false, true, false);
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.thatClosesAfterReadingTheRequest();
                TestGateway gateway = TestGateway.start(Setup.to(origin).log(separate));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);

            assertThat(lines.awaitOne()).contains("/-1/", " 502 ", " SH-- ");
            assertThat(lines.events()).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
        }
    }

    @Test
    void sessionsThatAStopEndsAreLogged() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.thatNeverAnswers();
                TestGateway gateway = TestGateway.start(Setup.to(origin).log(LogFormat.HTTPLOG));
                RawClient client = gateway.client()) {
            client.sendGet("/");
            soon().until(() -> origin.requests().size() == 1);
            gateway.gateway().stop(Duration.ZERO);

            assertThat(lines.lines()).singleElement().asString().contains(" -1 0 - - KH-- ");
        }
    }

    @Test
    void aFrontendWithoutALogWritesNothing() throws IOException {
        try (LogLines lines = LogLines.listen();
                Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.to(origin);
                RawClient client = gateway.client()) {
            client.get("/");
            client.endOutput();
            gateway.awaitSessions(0);
            gateway.gateway().stop(Duration.ZERO);

            assertThat(lines.lines()).isEmpty();
            Traffic front = gateway.gateway().frontends().iterator().next().traffic();
            assertThat(front.count(Counter.REQ_TOT)).isOne();
            assertThat(front.count(Counter.BOUT)).isEqualTo(Origin.OK.length());
            assertThat(front.sessions().now()).isZero();
            assertThat(front.requestRate().max()).isOne();
        }
    }

    @Test
    void bytesOfATunnelAreCountedWhileItLasts() throws IOException {
        try (Origin origin = Origin.that(connection -> {
                    connection.send(connection.read(5));
                    connection.isEnded();
                });
                TestGateway gateway = TestGateway.start(Setup.to(origin).tcp());
                RawClient client = gateway.client()) {
            client.send("hello");
            client.read(5);

            Traffic server = gateway.servers().servers().getFirst().traffic();
            TestGateway.soon().until(() -> server.count(Counter.BOUT) == 5);
            assertThat(server.count(Counter.BIN)).isEqualTo(5);
        }
    }
}
