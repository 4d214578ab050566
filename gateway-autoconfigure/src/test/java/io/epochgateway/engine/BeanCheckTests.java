package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.server.check.ServerCheck.Answer;
import io.epochgateway.server.check.ServerCheck.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Checks that the application makes itself. */
class BeanCheckTests {

    private static List<String> told(ServerCheck bean, int lines, String... words) {
        HaproxyChecks checks = new HaproxyChecks();
        List<String> all = new ArrayList<>(List.of(words));
        all.add("option bean-check mine");
        checks.add("be", 1234, all);
        return checks.gateway(
                log -> log.stream().filter(line -> line.startsWith("Health")).count() >= lines, Map.of("mine", bean));
    }

    @Test
    void itsAnswersAreCountedAndLogged() {
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<Subject> subject = new AtomicReference<>();
        ServerCheck bean = seen -> {
            subject.set(seen);
            return switch (calls.getAndIncrement()) {
                case 0 -> Answer.passed();
                case 1 -> Answer.failed("no disk");
                case 2 -> throw new IOException("no way");
                default -> Answer.draining("soon over");
            };
        };
        List<String> lines = told(bean, 4, "server inter 50ms rise 1 fall 2 port 99");

        String prefix = "Health check for server be/s1 ";
        assertThat(lines)
                .containsSubsequence(
                        prefix
                                + "succeeded, reason: External check passed, code: 0, check duration: 0ms, status: 2/2 UP.",
                        prefix
                                + "failed, reason: External check error, code: 0, info: \"no disk\", check duration: 0ms,"
                                + " status: 1/2 UP.",
                        prefix + "failed, reason: External check error, code: 0, info: \"no way\", check duration: 0ms,"
                                + " status: 0/1 DOWN.",
                        prefix + "conditionally succeeded, reason: Layer7 check conditionally passed, code: 0,"
                                + " info: \"soon over\", check duration: 0ms, status: 2/2 UP.");
        assertThat(subject.get().backend()).isEqualTo("be");
        assertThat(subject.get().server()).isEqualTo("s1");
        assertThat(subject.get().address()).hasToString("/127.0.0.1:99");
        assertThat(subject.get().time()).hasMillis(50);
    }

    @Test
    void itIsInterruptedWhenItsTimeIsOver() {
        CountDownLatch interrupted = new CountDownLatch(1);
        ServerCheck bean = seen -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException asked) {
                interrupted.countDown();
                throw asked;
            }
            return Answer.passed();
        };

        assertThat(told(bean, 1, "server inter 200ms", "timeout check 50"))
                .first()
                .asString()
                .startsWith("Health check for server be/s1 failed, reason: External check timeout, code: 0");
        soon().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void itIsNotAskedAgainWhileItIsStillAtIt() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        ServerCheck bean = seen -> {
            if (calls.getAndIncrement() == 0) {
                return Answer.passed();
            }
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException ignored) {
                    // as some do
                }
            }
            return Answer.passed();
        };
        List<String> lines = told(bean, 4, "server inter 50ms rise 1 fall 3");
        end.countDown();

        assertThat(lines).anyMatch(line -> line.contains("info: \"still at the last one\""));
        assertThat(calls).hasValue(2);
    }

    @Test
    void aNameThatNoBeanHasStopsTheStart() {
        HaproxyChecks checks = new HaproxyChecks();
        checks.add("be", 1234, List.of("option bean-check mien"));

        assertThat(catchThrowable(() -> checks.gateway(checks::allTold, Map.of("mine", seen -> Answer.passed()))))
                .hasMessageContaining("gateway.backend.be.option")
                .hasMessageContaining("there is no bean of type ServerCheck with that name")
                .hasMessageContaining("Did you mean 'mine'?");
    }
}
