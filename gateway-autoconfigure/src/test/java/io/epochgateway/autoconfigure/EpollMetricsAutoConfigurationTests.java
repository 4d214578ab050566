package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.GatewayLoopResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class EpollMetricsAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues("gateway.global.nbthread=2")
            .withConfiguration(
                    AutoConfigurations.of(GatewayAutoConfiguration.class, EpollMetricsAutoConfiguration.class));

    @Test
    @EnabledOnOs(OS.LINUX)
    void metersCountStaleReportsByConditionAndEventsAndFdsByLoop() {
        runner.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(EpollMeters.class).bindTo(registry);

            assertThat(registry.get("gateway.epoll.stale.events")
                            .tag("condition", "event on a just closed fd")
                            .tag("severity", "harmless")
                            .functionCounter()
                            .count())
                    .isNotNegative();
            assertThat(registry.get("gateway.epoll.stale.events").functionCounters())
                    .extracting(counter -> counter.getId().getTag("condition"))
                    .contains(
                            "HUP/ERR on a stale fd reopened on another thread",
                            "ERR on a stale fd reopened on the same thread",
                            "HUP on a stale fd reopened on the same thread",
                            "a harmless event on a stale fd reopened on the same thread",
                            "event on a closed recycled fd",
                            "event on a just closed fd")
                    .doesNotHaveDuplicates();
            assertThat(registry.get("gateway.epoll.events").functionCounters())
                    .extracting(counter -> counter.getId().getTag("loop"))
                    .containsExactlyInAnyOrderElementsOf(loopsOf(context));
            assertThat(registry.get("gateway.epoll.fds").gauges())
                    .extracting(gauge -> gauge.getId().getTag("loop"))
                    .containsExactlyInAnyOrderElementsOf(loopsOf(context));
        });
    }

    private static List<String> loopsOf(ApplicationContext context) {
        return context.getBean(GatewayLoopResources.class).figures().stream()
                .map(loop -> String.valueOf(loop.loop()))
                .toList();
    }

    @Test
    void withoutARegistryThereAreNoMeters() {
        runner.run(context -> assertThat(context).doesNotHaveBean(EpollMeters.class));
    }

    @Test
    void metersOfTheApplicationTakeTheirPlace() {
        runner.withBean(SimpleMeterRegistry.class)
                .withBean("mine", EpollMeters.class, () -> new EpollMeters(GatewayLoopResources.create("mine", 1)))
                .run(context ->
                        assertThat(context).hasSingleBean(EpollMeters.class).hasBean("mine"));
    }

    @Test
    void theGatewayNeedsNoMicrometer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(GatewayLifecycle.class)
                        .doesNotHaveBean(EpollMetricsAutoConfiguration.class));
    }
}
