package io.epochgateway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LatencyRoundsTests {

    @Test
    void theServersTakeTurnsInAnOrderThatIsReversedEachRoundAfterOneThatDoesNotCount() throws Exception {
        List<String> lines = new ArrayList<>();
        try (TestOrigin origin = TestOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            String[] args = {"2", "a,500," + origin.url(), "b,1000," + origin.url(), "--", "-c", "2", "-n", "50"};
            new LatencyRounds(args).run(lines::add);

            assertThat(origin.requests()).isEqualTo(3 * 2 * 50);
        }
        assertThat(lines)
                .extracting(line -> line.replaceFirst("( \\d+){3}\\R", ""))
                .containsExactly("1 b 1000 50 0", "1 a 500 50 0", "2 a 500 50 0", "2 b 1000 50 0");
        assertThat(lines).allSatisfy(line -> {
            String[] figures = line.trim().split(" ");
            assertThat(Long.parseLong(figures[5])).isPositive().isLessThanOrEqualTo(Long.parseLong(figures[7]));
        });
    }
}
