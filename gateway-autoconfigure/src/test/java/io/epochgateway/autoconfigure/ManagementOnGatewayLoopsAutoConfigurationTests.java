package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.GatewayLoopResources;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

class ManagementOnGatewayLoopsAutoConfigurationTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner(
                    AnnotationConfigReactiveWebServerApplicationContext::new)
            .withPropertyValues("server.port=0", "gateway.global.nbthread=1")
            .withBean(HttpHandler.class, () -> (request, response) -> response.setComplete())
            .withConfiguration(AutoConfigurations.of(
                    GatewayAutoConfiguration.class,
                    ManagementOnGatewayLoopsAutoConfiguration.class,
                    NettyReactiveWebServerAutoConfiguration.class));

    @Test
    void whenAskedBootsServerRunsOnTheGatewaysLoops() {
        runner.withPropertyValues("gateway.management-on-gateway-loops=true").run(context -> {
            GatewayLoopResources loops = context.getBean(GatewayLoopResources.class);
            assertThat(context.getBean(ReactorResourceFactory.class).getLoopResources())
                    .isSameAs(loops);
            assertThat(loops.figures())
                    .anySatisfy(loop -> assertThat(loop.registered()).isPositive());
        });
    }

    @Test
    void otherwiseItHasLoopsOfItsOwn() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(ReactorResourceFactory.class)
                .doesNotHaveBean(ManagementOnGatewayLoopsAutoConfiguration.class));
    }

    @Test
    void resourcesOfTheApplicationTakeTheirPlace() {
        ReactorResourceFactory mine = new ReactorResourceFactory();

        runner.withPropertyValues("gateway.management-on-gateway-loops=true")
                .withBean(ReactorResourceFactory.class, () -> mine)
                .run(context -> assertThat(context.getBean(ReactorResourceFactory.class))
                        .isSameAs(mine));
    }

    @Test
    void theGatewayNeedsNoSpringWeb() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        GatewayAutoConfiguration.class, ManagementOnGatewayLoopsAutoConfiguration.class))
                .withPropertyValues("gateway.management-on-gateway-loops=true")
                .withClassLoader(new FilteredClassLoader(ReactorResourceFactory.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(GatewayLifecycle.class)
                        .doesNotHaveBean(ManagementOnGatewayLoopsAutoConfiguration.class));
    }
}
