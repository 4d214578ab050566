package io.epochgateway.sample.origin;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the origin beside the gateway, unless {@code sample.origin.enabled} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sample.origin.enabled", matchIfMissing = true)
@EnableConfigurationProperties(OriginProperties.class)
class OriginConfiguration {

    @Bean
    OriginLifecycle originLifecycle(OriginProperties properties) {
        return new OriginLifecycle(properties);
    }
}
