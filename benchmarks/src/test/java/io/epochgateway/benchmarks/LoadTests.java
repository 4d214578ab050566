package io.epochgateway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LoadTests {

    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private final Tally tally = new Tally();

    private boolean run(TestOrigin origin, String... args) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of(args));
        line.add(origin.url());
        return new Load(CommandLine.parse(line.toArray(String[]::new)), tally).run(() -> {});
    }

    @Test
    void theTotalsAddUpToTheRequestsAskedFor() throws Exception {
        try (TestOrigin origin = TestOrigin.answering(HELLO)) {
            assertThat(run(origin, "-c", "8", "-t", "3", "-n", "1000", "-e")).isTrue();
            assertThat(origin.requests()).isEqualTo(1000);
            assertThat(tally.responses.sum()).isEqualTo(1000);
            assertThat(tally.statusClass(2)).isEqualTo(1000);
            assertThat(tally.bytes.sum()).isEqualTo(1000L * HELLO.length());
            assertThat(tally.connections.sum()).isEqualTo(8);
            assertThat(tally.open.sum()).isZero();
            assertThat(tally.errors()).isZero();
            assertThat(tally.latency().getTotalCount()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello",
            })
    void everyFramingOfTheSameBodyIsRead(String response) throws Exception {
        try (TestOrigin origin = TestOrigin.answering(response)) {
            assertThat(run(origin, "-c", "2", "-n", "20", "-e", "--expect", "5"))
                    .isTrue();
            assertThat(tally.statuses(200)).isEqualTo(20);
            assertThat(tally.connections.sum()).isEqualTo(2);
        }
    }

    @Test
    void aBodyThatEndsWithTheConnectionIsReadAndTheClientReconnects() throws Exception {
        try (TestOrigin origin = TestOrigin.answeringAndClosing("HTTP/1.1 200 OK\r\n\r\nhello")) {
            assertThat(run(origin, "-c", "2", "-n", "20", "-e", "--expect", "5"))
                    .isTrue();
            assertThat(tally.statuses(200)).isEqualTo(20);
            // the other one may have connected again before the last request was taken
            assertThat(origin.connections()).isBetween(20L, 21L);
        }
    }

    @Test
    void theConnectionIsRenewedAfterItsNumberOfRequests() throws Exception {
        try (TestOrigin origin = TestOrigin.answering(HELLO)) {
            assertThat(run(origin, "-n", "20", "-r", "4", "-e")).isTrue();
            assertThat(origin.requests()).isEqualTo(20);
            assertThat(tally.connections.sum()).isEqualTo(5);
        }
    }

    @Test
    void theFirstErrorStopsTheRunWhenAskedTo() throws Exception {
        try (TestOrigin origin = TestOrigin.answeringAndClosing(HELLO.substring(0, HELLO.length() - 1))) {
            assertThat(run(origin, "-d", "20", "-e")).isFalse();
            assertThat(tally.problems(Problem.EARLY_CLOSE)).isEqualTo(1);
        }
    }

    @Test
    void errorsAreCountedAndTheRunGoesOnWhenNotAskedToStop() throws Exception {
        try (TestOrigin origin = TestOrigin.answeringAndClosing(HELLO.substring(0, HELLO.length() - 1))) {
            assertThat(run(origin, "-n", "10")).isTrue();
            assertThat(tally.problems(Problem.EARLY_CLOSE)).isEqualTo(10);
            assertThat(tally.errors()).isEqualTo(10);
            assertThat(tally.responses.sum()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 4\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
            })
    void aResponseThatIsNotWhatItMustBeIsAnError(String response) throws Exception {
        try (TestOrigin origin = TestOrigin.answering(response)) {
            assertThat(run(origin, "-n", "1", "--expect", "5", "-e")).isFalse();
            assertThat(tally.problems(Problem.BAD_RESPONSE)).isEqualTo(1);
        }
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws Exception {
        try (TestOrigin origin = TestOrigin.thatNeverAnswers()) {
            assertThat(run(origin, "-n", "2", "--timeout", "100")).isTrue();
            assertThat(tally.problems(Problem.TIMEOUT)).isEqualTo(2);
        }
    }

    @Test
    void aRefusedConnectionIsAnError() throws Exception {
        TestOrigin origin = TestOrigin.answering(HELLO);
        origin.close();
        assertThat(run(origin, "-d", "20", "-e")).isFalse();
        assertThat(tally.problems(Problem.CONNECT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "first", "soon"})
    void aClientThatAbortsIsNoErrorAndConnectsAgain(String moment) throws Exception {
        try (TestOrigin origin = TestOrigin.answering(HELLO.substring(0, HELLO.length() - 1))) {
            assertThat(run(origin, "-n", "30", "-c", "3", "-a", "1", "--abort-at", moment, "-e"))
                    .isTrue();
            assertThat(tally.aborted.sum()).isEqualTo(30);
            // each of the others may have connected again before the last request was taken
            assertThat(tally.connections.sum()).isBetween(30L, 32L);
            assertThat(tally.responses.sum()).isZero();
        }
    }

    @Test
    void aClientThatAbortsAfterEightKilobytesHasReadThem() throws Exception {
        String large = "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(19_999);
        try (TestOrigin origin = TestOrigin.answering(large)) {
            assertThat(run(origin, "-n", "5", "-a", "1", "--abort-at", "8k", "-e"))
                    .isTrue();
            assertThat(tally.aborted.sum()).isEqualTo(5);
            assertThat(tally.bytes.sum()).isGreaterThanOrEqualTo(5 * 8192);
        }
    }

    @Test
    void aRateSpacesTheRequestsOut() throws Exception {
        try (TestOrigin origin = TestOrigin.answering(HELLO)) {
            long start = System.nanoTime();
            assertThat(run(origin, "-c", "4", "-n", "51", "-R", "100", "-e")).isTrue();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(500_000_000L);
            assertThat(tally.responses.sum()).isEqualTo(51);
        }
    }

    @Test
    void aRequestsLatencyCountsFromTheTimeItWasDue() throws Exception {
        try (TestOrigin origin = TestOrigin.answeringLate(HELLO, 20)) {
            assertThat(run(origin, "-n", "10", "-R", "1000", "-e")).isTrue();
            // one connection, 20 ms each, all ten due within 10 ms: the last has waited for the nine before it
            assertThat(tally.latency().getMaxValue()).isGreaterThanOrEqualTo(190_000);
        }
    }
}
