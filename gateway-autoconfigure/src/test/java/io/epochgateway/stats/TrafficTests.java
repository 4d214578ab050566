package io.epochgateway.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficTests {

    private final Traffic traffic = new Traffic("web", 3);

    @Test
    void aCounterIsTheSumOfAllLoops() {
        traffic.on(0).count(Counter.REUSE);
        traffic.on(2).add(Counter.REUSE, 5);

        assertThat(traffic.count(Counter.REUSE)).isEqualTo(6);
        assertThat(traffic.count(Counter.CONNECT)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "101, HRSP_1XX",
        "200, HRSP_2XX",
        "399, HRSP_3XX",
        "404, HRSP_4XX",
        "599, HRSP_5XX",
        "600, HRSP_OTHER",
        "999, HRSP_OTHER"
    })
    void responsesAreCountedByTheirStatus(int status, Counter counter) {
        traffic.on(0).responded(status);

        assertThat(traffic.count(counter)).isOne();
    }

    @Test
    void anAverageIsThatOfTheStreamsOfAllLoops() {
        traffic.on(0).waited(10, -1, 30, 40);
        traffic.on(1).waited(20, 0, 0, 20);

        assertThat(traffic.average(Wait.QUEUE)).isEqualTo(15);
        assertThat(traffic.average(Wait.CONNECT)).isZero();
        assertThat(traffic.average(Wait.RESPONSE)).isEqualTo(15);
        assertThat(traffic.average(Wait.TOTAL)).isEqualTo(30);
        assertThat(traffic.longest(Wait.QUEUE)).isEqualTo(20);
        assertThat(traffic.longest(Wait.TOTAL)).isEqualTo(40);
    }

    @Test
    void anAverageForgetsWhatIsLongAgo() {
        for (int i = 0; i < LoopTraffic.WINDOW; i++) {
            traffic.on(0).waited(1000, 0, 0, 0);
        }
        assertThat(traffic.average(Wait.QUEUE)).isEqualTo(1000);
        for (int i = 0; i < 20 * LoopTraffic.WINDOW; i++) {
            traffic.on(0).waited(10, 0, 0, 0);
        }

        assertThat(traffic.average(Wait.QUEUE)).isBetween(10L, 11L);
        assertThat(traffic.longest(Wait.QUEUE)).isEqualTo(1000);
    }

    @Test
    void withoutAStreamThereIsNoLastSession() {
        assertThat(traffic.secondsSinceSession()).isEqualTo(-1);
        assertThat(traffic.average(Wait.TOTAL)).isZero();
        assertThat(traffic.longest(Wait.TOTAL)).isZero();
    }

    @Test
    void theLastSessionIsThatOfAnyLoop() {
        long now = System.nanoTime();
        traffic.on(0).sessionBegins(now - TimeUnit.SECONDS.toNanos(100));
        traffic.on(1).sessionBegins(now - TimeUnit.SECONDS.toNanos(50));

        assertThat(traffic.secondsSinceSession()).isBetween(50L, 60L);
        assertThat(traffic.count(Counter.STOT)).isEqualTo(2);
    }

    @Test
    void theMostAtTheSameTimeIsExact() {
        Occupancy sessions = traffic.sessions();
        sessions.enter();
        sessions.enter();
        sessions.leave();
        sessions.enter();

        assertThat(sessions.now()).isEqualTo(2);
        assertThat(sessions.max()).isEqualTo(2);
    }
}
