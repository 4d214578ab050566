package io.epochgateway.autoconfigure;

import io.epochgateway.net.GatewayLoopResources;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** Runs Boot's own Reactor Netty server and clients on the event loops of the gateway. */
@AutoConfiguration(
        after = GatewayAutoConfiguration.class,
        beforeName = "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@ConditionalOnClass(ReactorResourceFactory.class)
@ConditionalOnBean(GatewayLoopResources.class)
@ConditionalOnBooleanProperty("gateway.management-on-gateway-loops")
public final class ManagementOnGatewayLoopsAutoConfiguration {

    /** Doesn't end the loops: they are the gateway's. */
    @Bean
    @ConditionalOnMissingBean
    ReactorResourceFactory gatewayReactorResourceFactory(GatewayLoopResources loops) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResources(loops);
        return resources;
    }
}
