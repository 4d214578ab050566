package io.epochgateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionRateTests {

    private long millis = 5_000;
    private final ConnectionRate tenPerSecond = new ConnectionRate(10, () -> TimeUnit.MILLISECONDS.toNanos(millis));

    private long enter(int times) {
        return IntStream.range(0, times).filter(i -> tenPerSecond.enter()).count();
    }

    @Test
    void asManyAsTheRateMayComeAtOnceAndNoMoreInThatSecond() {
        assertThat(enter(15)).isEqualTo(10);
        assertThat(tenPerSecond.isFull()).isTrue();
        millis += 999;
        assertThat(enter(15)).isZero();
    }

    @Test
    void thoseOfThePreviousSecondCountByThePartThatIsLessThanASecondAgo() {
        enter(10);
        millis += 1_500;
        assertThat(enter(15)).isEqualTo(5);
        millis += 100;
        assertThat(enter(15)).isEqualTo(1);
    }

    @Test
    void aSecondWithoutAnyMakesRoomForAll() {
        enter(10);
        millis += 2_000;
        assertThat(enter(15)).isEqualTo(10);
    }

    @Test
    void oneThatIsTakenBackLeavesItsRoom() {
        enter(10);
        tenPerSecond.undo();
        assertThat(enter(15)).isEqualTo(1);
    }
}
