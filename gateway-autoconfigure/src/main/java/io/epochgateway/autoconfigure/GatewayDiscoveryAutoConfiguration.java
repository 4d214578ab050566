package io.epochgateway.autoconfigure;

import io.epochgateway.server.resolve.Discovery;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Tells the gateway of the services that the application's {@code DiscoveryClient} knows. */
@AutoConfiguration(
        after = {CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class})
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnSingleCandidate(DiscoveryClient.class)
public final class GatewayDiscoveryAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Discovery gatewayDiscovery(DiscoveryClient client) {
        return new CloudDiscovery(client);
    }
}
