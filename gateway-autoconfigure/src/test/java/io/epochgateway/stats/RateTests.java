package io.epochgateway.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTests {

    /** The first nanosecond of an eighth of a second, so that no test depends on when it runs. */
    private static final long START = Rate.eighth(System.nanoTime()) * 125_000_000L;

    private final Traffic traffic = new Traffic("web", 2);
    private final Rate rate = traffic.requestRate();

    private void requests(int loop, int count, long millis) {
        for (int i = 0; i < count; i++) {
            traffic.on(loop).requestBegins(START + TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    @Test
    void theMostOfASecondIsThatOfAllLoopsTogether() {
        requests(0, 10, 0);
        requests(1, 5, 500);

        assertThat(rate.max()).isEqualTo(15);
    }

    @Test
    void aBurstIsNotCutAtTheEndOfASecond() {
        requests(0, 10, 990);
        requests(0, 10, 1010);

        assertThat(rate.max()).isEqualTo(20);
    }

    @Test
    void whatIsMoreThanASecondApartDoesntAddUp() {
        requests(0, 10, 0);
        requests(0, 5, 1000);

        assertThat(rate.max()).isEqualTo(10);
    }

    @Test
    void theMostStaysWhenItIsOver() {
        requests(0, 10, 0);
        requests(1, 1, 500);
        for (int second = 2; second < 10; second++) {
            requests(0, 1, second * 1000L);
            requests(1, 1, second * 1000L);
        }

        assertThat(rate.max()).isEqualTo(11);
    }

    @Test
    void eventsOfTheLastSecondAreTheRateNow() {
        long now = System.nanoTime();
        traffic.on(0).requestBegins(now);
        traffic.on(1).requestBegins(now - TimeUnit.SECONDS.toNanos(3));

        assertThat(rate.now()).isLessThanOrEqualTo(1);
        assertThat(rate.max()).isEqualTo(1);
    }
}
