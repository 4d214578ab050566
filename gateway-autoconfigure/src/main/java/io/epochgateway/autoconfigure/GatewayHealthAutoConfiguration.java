package io.epochgateway.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Puts the backends into the application's health, as {@code gateway}. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(GatewayLifecycle.class)
@ConditionalOnEnabledHealthIndicator("gateway")
public final class GatewayHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "gatewayHealthIndicator")
    HealthIndicator gatewayHealthIndicator(GatewayLifecycle lifecycle) {
        return new GatewayHealth(lifecycle);
    }
}
