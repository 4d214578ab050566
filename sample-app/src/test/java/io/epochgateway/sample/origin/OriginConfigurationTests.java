package io.epochgateway.sample.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.PortInUseException;

class OriginConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(OriginConfiguration.class)
            .withPropertyValues("sample.origin.port=0");

    @Test
    void theOriginRunsByDefaultAndStopsWithTheApplication() {
        OriginLifecycle[] seen = new OriginLifecycle[1];
        runner.run(context -> {
            seen[0] = context.getBean(OriginLifecycle.class);
            assertThat(seen[0].isRunning()).isTrue();
        });
        assertThat(seen[0].isRunning()).isFalse();
    }

    @Test
    void theOriginCanBeSwitchedOff() {
        runner.withPropertyValues("sample.origin.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(OriginLifecycle.class));
    }

    @Test
    void aTakenPortStopsTheStartWithItsNumber() throws Exception {
        try (Origin other = Origin.start(0, 1)) {
            runner.withPropertyValues("sample.origin.port=" + other.port())
                    .run(context -> assertThat(context.getStartupFailure())
                            .hasStackTraceContaining(PortInUseException.class.getName())
                            .hasStackTraceContaining("Port " + other.port() + " is already in use"));
        }
    }
}
