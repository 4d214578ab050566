package io.epochgateway.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Keeps the meters {@code gateway.frontend.*}, {@code gateway.backend.*} and {@code gateway.server.*}. */
@AutoConfiguration(
        after = GatewayAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({GatewayLifecycle.class, MeterRegistry.class})
public final class GatewayMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GatewayMeters gatewayMeters(GatewayLifecycle lifecycle, MeterRegistry registry) {
        return new GatewayMeters(lifecycle, registry);
    }
}
