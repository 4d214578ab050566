package io.epochgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a server that is starting has. */
class SlowStartTests {

    @ParameterizedTest
    @CsvSource({"0, 4000, 1, 0", "1000, 4000, 5, 25", "2000, 4000, 9, 50", "3000, 4000, 13, 75", "3999, 4000, 16, 99"})
    void itsShareGrowsAsHaproxysDoes(long passed, long all, int parts, int percent) {
        assertThat(SlowStart.parts(passed, all)).isEqualTo(parts);
        assertThat(SlowStart.percent(passed, all)).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"4000, 4000", "9999, 4000", "1, 1"})
    void itIsOverAfterItsTime(long passed, long all) {
        assertThat(SlowStart.parts(passed, all)).isZero();
        assertThat(SlowStart.percent(passed, all)).isEqualTo(100);
    }
}
