package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.server.Administration;
import io.epochgateway.server.ServerState;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/** What the application hears of its backends. */
class GatewayHealthAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues(
                    "gateway.global.nbthread=1",
                    "gateway.listen.p.bind=127.0.0.1:0",
                    "gateway.listen.p.server.s1=127.0.0.1:1")
            .withConfiguration(
                    AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayHealthAutoConfiguration.class));

    private static Health health(ApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean("gatewayHealthIndicator", HealthIndicator.class).health());
    }

    private static Backend backend(ApplicationContext context) {
        Gateway gateway =
                Objects.requireNonNull(context.getBean(GatewayLifecycle.class).gateway());
        return gateway.backends().iterator().next();
    }

    @Test
    void aBackendWithoutAUsableServerIsDown() {
        runner.run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            Backend backend = backend(context);
            backend.servers().states().administer(backend.servers().servers().getFirst(), Administration.MAINT);
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(context).getDetails()).containsEntry("withoutServer", List.of("p"));
        });
    }

    @Test
    void changesOfStateAreEvents() {
        List<ServerStateChangedEvent> events = new CopyOnWriteArrayList<>();
        runner.withInitializer(context ->
                        context.addApplicationListener((ApplicationListener<ServerStateChangedEvent>) events::add))
                .run(context -> {
                    Backend backend = backend(context);
                    backend.servers()
                            .states()
                            .administer(backend.servers().servers().getFirst(), Administration.DRAIN);
                    await().until(() -> !events.isEmpty());
                    assertThat(events.getFirst())
                            .extracting(
                                    ServerStateChangedEvent::backend,
                                    ServerStateChangedEvent::server,
                                    ServerStateChangedEvent::before,
                                    ServerStateChangedEvent::after)
                            .containsExactly("p", "s1", ServerState.UP, ServerState.DRAIN);
                });
    }

    @Test
    void theHealthCanBeSwitchedOff() {
        runner.withPropertyValues("management.health.gateway.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("gatewayHealthIndicator"));
    }

    @Test
    void anIndicatorOfTheApplicationTakesItsPlace() {
        runner.withBean(
                        "gatewayHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(health(context).getDetails()).isEmpty());
    }

    @Test
    void withoutBootsHealthThereIsNone() {
        runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("gatewayHealthIndicator"));
    }
}
