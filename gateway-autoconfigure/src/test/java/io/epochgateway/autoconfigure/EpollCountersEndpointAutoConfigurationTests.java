package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EpollCountersEndpointAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues("gateway.global.nbthread=1")
            .withConfiguration(AutoConfigurations.of(
                    GatewayAutoConfiguration.class, EpollCountersEndpointAutoConfiguration.class));

    @Test
    void theEndpointIsThereWhenExposed() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=epollcounters")
                .run(context -> assertThat(context).hasSingleBean(EpollCountersEndpoint.class));
    }

    @Test
    void theEndpointIsNotThereUnlessExposed() {
        runner.run(context -> assertThat(context).doesNotHaveBean(EpollCountersEndpoint.class));
    }

    @Test
    void theEndpointIsNotThereWithoutAccess() {
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=*", "management.endpoint.epollcounters.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(EpollCountersEndpoint.class));
    }

    @Test
    void theEndpointIsNotThereWithoutAGateway() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=*", "gateway.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(EpollCountersEndpoint.class));
    }

    @Test
    void anEndpointOfTheApplicationTakesItsPlace() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=*")
                .withBean("mine", EpollCountersEndpoint.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(EpollCountersEndpoint.class)
                        .hasBean("mine"));
    }

    @Test
    void theGatewayNeedsNoActuator() {
        runner.withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(GatewayLifecycle.class)
                        .doesNotHaveBean(EpollCountersEndpointAutoConfiguration.class));
    }
}
