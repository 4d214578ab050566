package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TakeoverStressTests {

    @Test
    void nothingIsLostOrMisdeliveredWhileConnectionsMoveAndNumbersChangeHands() throws Exception {
        try (TakeoverStress stress = new TakeoverStress(8, true)) {
            StressTally tally = stress.run(3_000, 32);
            assertThat(tally.moves.sum()).isPositive();
            assertThat(tally.unharmed()).as("%s", tally).isTrue();
        }
    }
}
