package io.epochgateway.autoconfigure;

import io.epochgateway.net.GatewayLoopResources;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Binds the meters {@code gateway.epoll.*}. */
@AutoConfiguration(
        after = GatewayAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({GatewayLoopResources.class, MeterRegistry.class})
public final class EpollMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EpollMeters epollMeters(GatewayLoopResources loops) {
        return new EpollMeters(loops);
    }
}
