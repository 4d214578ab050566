package io.epochgateway.autoconfigure;

import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.server.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while each backend that has servers has one that takes new traffic; tells the state of every server. */
final class GatewayHealth extends AbstractHealthIndicator {

    private final GatewayLifecycle lifecycle;

    GatewayHealth(GatewayLifecycle lifecycle) {
        super("The state of the backends is unknown");
        this.lifecycle = lifecycle;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Gateway gateway = lifecycle.gateway();
        if (gateway == null) {
            builder.unknown();
            return;
        }
        List<String> down = new ArrayList<>();
        Map<String, Map<String, String>> backends = new LinkedHashMap<>();
        for (Backend backend : gateway.backends()) {
            Map<String, String> servers = new LinkedHashMap<>();
            for (Server server : backend.servers().servers()) {
                servers.put(server.name(), server.state().name());
            }
            backends.put(backend.name(), servers);
            if (!servers.isEmpty() && !backend.servers().isUsable()) {
                down.add(backend.name());
            }
        }
        builder.up().withDetail("backends", backends);
        if (!down.isEmpty()) {
            builder.down().withDetail("withoutServer", down);
        }
    }
}
