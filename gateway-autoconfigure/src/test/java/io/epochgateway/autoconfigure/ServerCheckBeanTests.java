package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.epochgateway.server.ServerState;
import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.server.check.ServerCheck.Answer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A bean of the application is a backend's check. */
class ServerCheckBeanTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, LifecycleAutoConfiguration.class))
            .withPropertyValues(
                    "gateway.listen.web.bind=127.0.0.1:0",
                    "gateway.listen.web.option.bean-check=disk",
                    "gateway.listen.web.server.s1=127.0.0.1:1 check inter 50ms");

    @Test
    void itIsAskedByItsName() {
        runner.withBean("disk", ServerCheck.class, () -> subject -> Answer.failed("full"))
                .withBean("other", ServerCheck.class, () -> subject -> Answer.passed())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var gateway = Objects.requireNonNull(
                            context.getBean(GatewayLifecycle.class).gateway());
                    var server = gateway.backends()
                            .iterator()
                            .next()
                            .servers()
                            .servers()
                            .getFirst();
                    await().until(() -> server.state() == ServerState.DOWN);
                    assertThat(server.check().last().reason())
                            .startsWith("reason: External check error, code: 0, info: \"full\"");
                });
    }

    @Test
    void aMissingOneStopsTheStart() {
        runner.withBean("disc", ServerCheck.class, () -> subject -> Answer.passed())
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "gateway.listen.web.option.bean-check = 'disk': there is no bean of type ServerCheck"
                                        + " with that name. Did you mean 'disc'? Valid: disc."));
    }
}
