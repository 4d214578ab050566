package io.epochgateway.autoconfigure;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.server.resolve.Discovery;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Runs the gateway that the properties below {@code gateway}, or a bean of the application, define. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "gateway.enabled", matchIfMissing = true)
public final class GatewayAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GatewayDefinition gatewayDefinition(ConfigurableEnvironment environment) {
        return GatewayGrammar.read(environment);
    }

    /** Lazy: a gateway without listeners starts no threads. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @Lazy
    GatewayLoopResources gatewayLoopResources(GatewayDefinition definition, Environment environment) {
        int staleEvents = environment.getProperty("gateway.stale-event-history", Integer.class, 0);
        return GatewayLoopResources.create("gateway", definition.global().nbthread(), staleEvents);
    }

    @Bean(destroyMethod = "close")
    StateChangeEvents gatewayStateChangeEvents(ApplicationEventPublisher publisher) {
        return new StateChangeEvents(publisher);
    }

    @Bean
    GatewayLifecycle gatewayLifecycle(
            GatewayDefinition definition,
            ObjectProvider<GatewayLoopResources> loops,
            ObjectProvider<LifecycleProperties> lifecycle,
            StateChangeEvents events,
            ListableBeanFactory beans,
            ObjectProvider<Discovery> discovery) {
        LifecycleProperties properties = lifecycle.getIfAvailable(LifecycleProperties::new);
        return new GatewayLifecycle(
                definition,
                loops,
                properties.getTimeoutPerShutdownPhase(),
                events,
                beans.getBeansOfType(ServerCheck.class),
                discovery.getIfAvailable());
    }
}
