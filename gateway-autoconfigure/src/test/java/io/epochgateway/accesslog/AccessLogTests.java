package io.epochgateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class AccessLogTests {

    private static final int SMALL = 4 * LineRing.LONGEST;

    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.LOGGER);
    private final Sink sink = new Sink();

    /** Keeps what it is told, and blocks while a test wants it to. */
    private static final class Sink extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch open = new CountDownLatch(0);

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        List<String> lines() {
            return events.stream().map(ILoggingEvent::getMessage).toList();
        }
    }

    @BeforeEach
    void listen() {
        sink.start();
        logger.setAdditive(false);
        logger.addAppender(sink);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(sink);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10));
    }

    private static FrontendLog http(AccessLog log) {
        return new FrontendLog(LogDefinition.of(LogFormat.HTTPLOG), true, Expressions.NONE, log);
    }

    private static SampleStream request(String target) {
        return new SampleStream().requestLine("GET " + target + " HTTP/1.1");
    }

    @Test
    void linesOfOneLoopComeInOrderThoughTheyGoRoundTheRingManyTimes() {
        try (AccessLog log = new AccessLog(1, SMALL)) {
            FrontendLog frontend = http(log);
            for (int i = 0; i < 2000; i++) {
                int number = i;
                frontend.ended(0, request("/" + number + "x".repeat(number % 97)));
                if (i % 20 == 19) {
                    soon().until(() -> sink.events.size() == number + 1);
                }
            }
            assertThat(log.dropped()).isZero();
        }
        assertThat(sink.lines())
                .extracting(line -> line.replaceFirst(".*\"GET /([0-9]+)x* HTTP/1.1\"$", "$1"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 2000).mapToObj(String::valueOf).toList());
    }

    @Test
    void eachLoopHasARingOfItsOwn() {
        try (AccessLog log = new AccessLog(3)) {
            FrontendLog frontend = http(log);
            for (int loop = 0; loop < 3; loop++) {
                frontend.ended(loop, request("/" + loop));
            }
        }
        assertThat(sink.lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("/0 "))
                .anyMatch(line -> line.contains("/1 "))
                .anyMatch(line -> line.contains("/2 "));
    }

    @Test
    void aSinkThatBlocksDelaysNobodyAndTheLinesItCantTakeAreCounted() {
        sink.open = new CountDownLatch(1);
        try (AccessLog log = new AccessLog(1, SMALL)) {
            FrontendLog frontend = http(log);
            frontend.ended(0, request("/first"));
            soon().until(() -> sink.events.size() == 1);

            for (int i = 0; i < 1000; i++) {
                frontend.ended(0, request("/" + i));
            }

            assertThat(log.dropped()).isBetween(500L, 999L);
            sink.open.countDown();
            soon().until(() -> sink.events.size() == 1001 - (int) log.dropped());
            frontend.ended(0, request("/last"));
            soon().until(() -> sink.lines().getLast().contains("/last"));
        }
    }

    @Test
    void aLineAfterALongSilenceIsWritten() throws InterruptedException {
        try (AccessLog log = new AccessLog(1)) {
            FrontendLog frontend = http(log);
            Thread thread = Thread.getAllStackTraces().keySet().stream()
                    .filter(one -> one.getName().equals("gateway-log"))
                    .findFirst()
                    .orElseThrow();
            soon().until(() -> thread.getState() == Thread.State.WAITING);

            frontend.ended(0, request("/"));

            soon().until(() -> sink.events.size() == 1);
        }
    }

    @Test
    void whatIsThereAtTheEndIsWritten() {
        AccessLog log = new AccessLog(1);
        FrontendLog frontend = http(log);
        for (int i = 0; i < 100; i++) {
            frontend.ended(0, request("/"));
        }

        log.close();

        assertThat(sink.events).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({
        "--, 200, 0, false, true",
        "--, 404, 0, false, true",
        "--, 500, 0, false, false",
        "--, 200, 1, false, false",
        "--, 200, 0, true, false",
        "LR, 302, 0, false, true",
        "LR, 503, 0, false, false",
        "PR, 403, 0, false, false",
        "SH, 502, 0, false, false",
        "cD, 200, 0, false, false",
        "CD, -1, 0, false, false"
    })
    void whatIsNormalIsLeftOutOrWhatIsNotIsAnError(
            String state, int status, int retries, boolean redispatched, boolean normal) {
        SampleStream stream = new SampleStream();
        stream.state = state;
        stream.status = status;
        stream.retries = retries;
        stream.redispatched = redispatched;

        try (AccessLog log = new AccessLog(1)) {
            new FrontendLog(
                            new LogDefinition(LogFormat.HTTPLOG, false, true, false, false),
                            true,
                            Expressions.NONE,
                            log)
                    .ended(0, stream);
            new FrontendLog(
                            new LogDefinition(LogFormat.HTTPLOG, false, false, true, false),
                            true,
                            Expressions.NONE,
                            log)
                    .ended(0, stream);
        }

        assertThat(sink.events)
                .extracting(ILoggingEvent::getLevel)
                .containsExactlyElementsOf(normal ? List.of(Level.INFO) : List.of(Level.INFO, Level.ERROR));
    }

    @Test
    void aConnectionWithoutAByteIsLeftOutOnRequest() {
        SampleStream silent = SampleStream.badRequest("CR", 400);
        silent.bytesFromClient = 0;

        try (AccessLog log = new AccessLog(1)) {
            FrontendLog frontend = new FrontendLog(
                    new LogDefinition(LogFormat.HTTPLOG, true, false, false, false), true, Expressions.NONE, log);
            frontend.ended(0, silent);
            frontend.ended(0, SampleStream.badRequest("CR", 400));
        }

        assertThat(sink.lines()).singleElement().asString().endsWith("\"<BADREQ>\"");
    }

    @Test
    void anEarlyLineTellsThatItsFiguresMayGrow() {
        try (AccessLog log = new AccessLog(1)) {
            FrontendLog early = new FrontendLog(
                    new LogDefinition(LogFormat.HTTPLOG, false, false, false, true), true, Expressions.NONE, log);
            assertThat(early.early()).isTrue();
            assertThat(http(log).early()).isFalse();
            early.ended(0, new SampleStream());
        }

        assertThat(sink.lines()).singleElement().asString().contains("/+3 200 +51 ");
    }

    @Test
    void withoutAFormatTheLineIsWrittenAtTheBeginning() {
        try (AccessLog log = new AccessLog(1)) {
            FrontendLog frontend = new FrontendLog(LogDefinition.of(LogFormat.CONNECT), false, Expressions.NONE, log);
            frontend.begun(0, new SampleStream());
            frontend.ended(0, new SampleStream());
        }

        assertThat(sink.lines()).containsExactly("Connect from 127.0.0.1:60858 to 127.0.0.1:8080 (www/TCP)");
    }
}
