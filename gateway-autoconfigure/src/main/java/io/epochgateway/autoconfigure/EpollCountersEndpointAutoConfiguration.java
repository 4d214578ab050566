package io.epochgateway.autoconfigure;

import io.epochgateway.net.GatewayLoopResources;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Offers {@code /actuator/epollcounters}. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(GatewayLoopResources.class)
@ConditionalOnAvailableEndpoint(EpollCountersEndpoint.class)
public final class EpollCountersEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EpollCountersEndpoint epollCountersEndpoint(GatewayLoopResources loops) {
        return new EpollCountersEndpoint(loops);
    }
}
