package io.epochgateway.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Offers {@code /actuator/gateway}. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(GatewayLifecycle.class)
@ConditionalOnAvailableEndpoint(GatewayEndpoint.class)
public final class GatewayEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GatewayEndpoint gatewayEndpoint(GatewayLifecycle lifecycle) {
        return new GatewayEndpoint(lifecycle);
    }
}
