package io.epochgateway.sample.origin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample's own origin.
 *
 * @param port where it listens on 127.0.0.1; 0 for any that is free
 * @param threads its event loops
 */
@ConfigurationProperties("sample.origin")
record OriginProperties(
        @DefaultValue("8000") int port, @DefaultValue("1") int threads) {}
