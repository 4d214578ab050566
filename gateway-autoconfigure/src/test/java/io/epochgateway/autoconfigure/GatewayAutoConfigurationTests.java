package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.GlobalDefinition;
import io.epochgateway.net.GatewayLoopResources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GatewayAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, LifecycleAutoConfiguration.class));

    @Test
    void withoutAListenerNothingStartsAndTheLogSaysSo(CapturedOutput output) {
        runner.run(context -> {
            assertThat(context).hasSingleBean(GatewayDefinition.class);
            assertThat(context.getBean(GatewayLifecycle.class).isRunning()).isFalse();
            assertThat(context.getBeanFactory().containsSingleton("gatewayLoopResources"))
                    .isFalse();
            assertThat(output).contains("The gateway has no listener");
        });
    }

    @Test
    void whenDisabledThereIsNoGatewayAndItsPropertiesDontMatter() {
        runner.withPropertyValues("gateway.enabled=false", "gateway.nonsense=1")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(GatewayLifecycle.class)
                        .doesNotHaveBean(GatewayLoopResources.class));
    }

    @Test
    void aDefinitionOfTheApplicationTakesThePlaceOfTheProperties() {
        GatewayDefinition definition = new GatewayDefinition(new GlobalDefinition(1), List.of(), List.of());

        runner.withBean(GatewayDefinition.class, () -> definition)
                .withPropertyValues("gateway.nonsense=1")
                .run(context ->
                        assertThat(context.getBean(GatewayDefinition.class)).isSameAs(definition));
    }

    @Test
    void loopsOfTheApplicationTakeThePlaceOfOurs() {
        GatewayLoopResources loops = GatewayLoopResources.create("mine", 1);

        runner.withBean("mine", GatewayLoopResources.class, () -> loops)
                .run(context ->
                        assertThat(context.getBean(GatewayLoopResources.class)).isSameAs(loops));
    }

    @Test
    void aMistakeInThePropertiesFailsTheStart() {
        runner.withPropertyValues("gateway.listen.p2.bnd=:8002")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(DefinitionException.class)
                        .rootCause()
                        .hasMessageContaining("gateway.listen.p2.bnd = ':8002'")
                        .hasMessageContaining("Did you mean 'bind'?"));
    }
}
