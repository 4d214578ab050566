package io.epochgateway.autoconfigure;

import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.server.Server;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Meters of the proxies and servers, for as long as the gateway runs. Any thread. */
final class GatewayMeters implements SmartLifecycle {

    private final GatewayLifecycle lifecycle;
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    GatewayMeters(GatewayLifecycle lifecycle, MeterRegistry registry) {
        this.lifecycle = lifecycle;
        this.registry = registry;
    }

    @Override
    public synchronized void start() {
        Gateway gateway = lifecycle.gateway();
        if (gateway == null) {
            return;
        }
        gateway.frontends()
                .forEach(frontend -> new TrafficMeters(
                                registry,
                                "gateway.frontend",
                                Tags.of("proxy", frontend.name()),
                                frontend.traffic(),
                                meters::add)
                        .bindFrontend());
        gateway.backends().forEach(this::bind);
        meters.add(FunctionCounter.builder("gateway.log.dropped", gateway, Gateway::droppedLogs)
                .description("Lines of the access log that it could not take")
                .register(registry));
    }

    private void bind(Backend backend) {
        Tags proxy = Tags.of("proxy", backend.name());
        TrafficMeters ofBackend = new TrafficMeters(registry, "gateway.backend", proxy, backend.traffic(), meters::add);
        ofBackend.bindBehind(all -> all.sessions().now());
        ofBackend.gauge(
                "queue",
                "Those that wait for a slot now",
                Tags.empty(),
                all -> backend.servers().queued());
        for (Server server : backend.servers().servers()) {
            TrafficMeters ofServer = new TrafficMeters(
                    registry, "gateway.server", proxy.and("server", server.name()), server.traffic(), meters::add);
            ofServer.bindBehind(all -> server.served());
            ofServer.gauge(
                    "connections.idle",
                    "Connections that wait for a request now",
                    Tags.empty(),
                    all -> server.pool().size());
        }
    }

    @Override
    public synchronized void stop() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !meters.isEmpty();
    }

    /** The gateway runs before its meters, and ends after them. */
    @Override
    public int getPhase() {
        return GatewayLifecycle.PHASE + 1;
    }
}
