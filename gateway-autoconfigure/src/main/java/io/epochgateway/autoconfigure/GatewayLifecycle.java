package io.epochgateway.autoconfigure;

import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.net.Transport;
import io.epochgateway.proxy.Frontend;
import io.epochgateway.runtimeapi.RuntimeApi;
import io.epochgateway.runtimeapi.command.GatewayCommands;
import io.epochgateway.server.StateChange;
import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.server.resolve.Discovery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the gateway when everything else of the application is ready, and drains it before anything else stops. Any
 * thread.
 */
public final class GatewayLifecycle implements SmartLifecycle {

    /** Above the phases of Boot's web server, whose highest is 1024 below the default: what we proxy to may be there. */
    static final int PHASE = DEFAULT_PHASE - 512;

    private static final Logger log = LoggerFactory.getLogger(GatewayLifecycle.class);

    private final GatewayDefinition definition;
    private final ObjectProvider<GatewayLoopResources> loops;
    private final Duration grace;
    private final Consumer<StateChange> onStateChange;
    private final Map<String, ServerCheck> checks;
    private final @Nullable Discovery discovery;
    private @Nullable Gateway gateway;
    private @Nullable RuntimeApi runtimeApi;
    private @Nullable CountDownLatch stopped;

    /**
     * Not started yet.
     *
     * @param grace how long sessions in flight may take to finish at a stop
     * @param onStateChange is told of each change of a server's state
     * @param checks the application's own, by their names
     * @param discovery what it knows of services; null if nothing
     */
    GatewayLifecycle(
            GatewayDefinition definition,
            ObjectProvider<GatewayLoopResources> loops,
            Duration grace,
            Consumer<StateChange> onStateChange,
            Map<String, ServerCheck> checks,
            @Nullable Discovery discovery) {
        this.discovery = discovery;
        this.checks = checks;
        this.onStateChange = onStateChange;
        this.definition = definition;
        this.loops = loops;
        this.grace = grace;
    }

    /** The Runtime API; null without the gateway, and where no socket is defined for it. */
    synchronized @Nullable RuntimeApi runtimeApi() {
        return runtimeApi;
    }

    /** The running gateway; null before the start, after the stop, and without a listener. */
    public synchronized @Nullable Gateway gateway() {
        return gateway;
    }

    @Override
    public synchronized void start() {
        if (definition.frontends().isEmpty()) {
            log.info("The gateway has no listener: define gateway.listen or gateway.frontend to start it");
            return;
        }
        GatewayLoopResources resources = loops.getObject();
        gateway = Gateway.start(definition, resources, onStateChange, checks, discovery);
        runtimeApi = openRuntimeApi(gateway, resources);
        stopped = keepTheProcessAlive();
        TerminationSignal.exitsWithZero();
        report(gateway, resources.transport());
    }

    private @Nullable RuntimeApi openRuntimeApi(Gateway started, GatewayLoopResources resources) {
        StatsDefinition stats = definition.global().stats();
        if (stats.sockets().isEmpty()) {
            return null;
        }
        try {
            return RuntimeApi.open(stats, GatewayCommands.of(started, resources));
        } catch (RuntimeException e) {
            gateway = null;
            started.stop(Duration.ZERO);
            throw e;
        }
    }

    private void report(Gateway started, Transport transport) {
        for (Frontend frontend : started.frontends()) {
            log.info("{} listens on {}", frontend.name(), frontend.addresses());
        }
        if (runtimeApi != null) {
            log.info(
                    "The Runtime API listens on {}",
                    runtimeApi.addresses().stream().map(SocketAddress::text).toList());
        }
        if (!transport.generationTagging()) {
            log.warn("No generation tagging, the gateway runs on {}: {}", transport.name(), transport.reason());
        }
    }

    /** The loops' threads are daemons; without a web server nothing else would keep the JVM from ending. */
    private static CountDownLatch keepTheProcessAlive() {
        CountDownLatch latch = new CountDownLatch(1);
        Thread.ofPlatform().name("gateway").daemon(false).start(() -> {
            try {
                latch.await();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        });
        return latch;
    }

    @Override
    public void stop(Runnable callback) {
        Thread.ofPlatform().name("gateway-shutdown").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public void stop() {
        Gateway stopping;
        RuntimeApi api;
        CountDownLatch latch;
        synchronized (this) {
            stopping = gateway;
            api = runtimeApi;
            latch = stopped;
            gateway = null;
            runtimeApi = null;
            stopped = null;
        }
        if (stopping != null && latch != null) {
            drain(stopping);
            if (api != null) {
                api.close(); // last, so that operators see what the drain waits for
            }
            latch.countDown();
        }
    }

    private void drain(Gateway stopping) {
        stopping.drain();
        int sessions = stopping.sessions();
        if (sessions > 0) {
            log.info("Listeners are closed; sessions in flight: {}, waiting up to {}", sessions, grace);
        }
        stopping.stop(grace);
    }

    @Override
    public synchronized boolean isRunning() {
        return gateway != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
