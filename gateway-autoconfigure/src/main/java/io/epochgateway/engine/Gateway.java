package io.epochgateway.engine;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.http.HeadLimits;
import io.epochgateway.net.Admission;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.proxy.Backend;
import io.epochgateway.proxy.Frontend;
import io.epochgateway.proxy.Proxies;
import io.epochgateway.server.Server;
import io.epochgateway.server.StateChange;
import io.epochgateway.server.check.Checks;
import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.server.resolve.Discovery;
import io.epochgateway.server.resolve.Resolvers;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stream.Shutdown;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The running gateway. Any thread but those of its loops. */
public final class Gateway {

    private static final long LOOK_MILLIS = 10;
    /** How long sessions that were closed may take to be logged. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Map<String, Frontend> frontends;
    private final Map<String, Backend> backends;
    private final Watch watch;
    private final Checks checks;
    private final Connector connector;
    private final Resolvers resolvers;

    private Gateway(
            Map<String, Frontend> frontends,
            Map<String, Backend> backends,
            Watch watch,
            Checks checks,
            Connector connector,
            Resolvers resolvers) {
        this.frontends = frontends;
        this.backends = backends;
        this.watch = watch;
        this.checks = checks;
        this.connector = connector;
        this.resolvers = resolvers;
    }

    /**
     * Builds the proxies and binds their listeners; either all of it runs afterwards, or nothing.
     *
     * @throws io.epochgateway.net.BindFailedException if an address can't be listened on
     * @throws io.epochgateway.definition.DefinitionException if a server's name has no address
     */
    public static Gateway start(GatewayDefinition definition, GatewayLoopResources loops) {
        return start(definition, loops, change -> {}, Map.of(), null);
    }

    /**
     * As {@link #start(GatewayDefinition, GatewayLoopResources)}.
     *
     * @param onStateChange is told of each change of what a server may be used for, on the thread that makes it
     * @param beans the application's own checks, by their names
     * @param discovery what it knows of services; null if nothing
     */
    public static Gateway start(
            GatewayDefinition definition,
            GatewayLoopResources loops,
            Consumer<StateChange> onStateChange,
            Map<String, ServerCheck> beans,
            @Nullable Discovery discovery) {
        loops.pipes(definition.global().pipes());
        Connector connector = new Connector(loops);
        Proxies proxies = new Proxies(definition);
        Map<String, Backend> backends = new LinkedHashMap<>();
        for (BackendDefinition backend : definition.backends()) {
            backends.put(
                    backend.name(),
                    new Backend(backend, definition.fullconn(backend), connector, loops.loops(), proxies));
        }
        Admission process = Admission.of(definition.global().limits());
        Watch watch = new Watch(definition, loops.loops().size());
        HeadLimits headLimits = HeadLimits.of(definition.global().tune());
        backends.values().forEach(proxies::add);
        Map<String, Frontend> frontends = new LinkedHashMap<>();
        for (FrontendDefinition frontend : definition.frontends()) {
            String to = frontend.defaultBackend();
            Backend otherwise = to == null ? null : backends.get(to);
            frontends.put(
                    frontend.name(),
                    new Frontend(frontend, headLimits, otherwise, process, watch.of(frontend, proxies), proxies));
        }
        frontends.values().forEach(proxies::add);
        backends.values().forEach(backend -> backend.servers().states().onChange(onStateChange));
        Shutdowns shutdowns = new Shutdowns(frontends.values());
        backends.values().forEach(backend -> backend.servers().states().onChange(shutdowns));
        new Tracks(backends).follow();
        Checks checks = new Checks(connector, loops.loops(), definition.global().spread(), beans);
        backends.values().forEach(backend -> checks.add(backend.definition(), backend.servers()));
        Resolvers resolvers = new Resolvers(
                definition.resolvers(), loops.loops(), loops.transport().name().equals("epoll"), discovery);
        backends.values().forEach(backend -> resolvers.add(backend.definition(), backend.servers()));
        Gateway gateway = new Gateway(frontends, backends, watch, checks, connector, resolvers);
        resolvers.locate();
        gateway.listen(loops);
        checks.start();
        resolvers.start();
        return gateway;
    }

    private void listen(GatewayLoopResources loops) {
        try {
            frontends.values().forEach(frontend -> frontend.refuseTakenAddresses(loops));
            frontends.values().forEach(frontend -> frontend.listen(loops));
        } catch (RuntimeException e) {
            stop(Duration.ZERO);
            throw e;
        }
    }

    /** The TCP addresses that a frontend really listens on, in the order of its binds; none for an unknown name. */
    public List<InetSocketAddress> addresses(String frontend) {
        Frontend named = frontends.get(frontend);
        return named == null
                ? List.of()
                : named.addresses().stream()
                        .filter(InetSocketAddress.class::isInstance)
                        .map(InetSocketAddress.class::cast)
                        .toList();
    }

    /** In the order of the configuration. */
    public Collection<Frontend> frontends() {
        return Collections.unmodifiableCollection(frontends.values());
    }

    /** In the order of the configuration. */
    public Collection<Backend> backends() {
        return Collections.unmodifiableCollection(backends.values());
    }

    /** Who tells servers where they are. */
    public Resolvers resolvers() {
        return resolvers;
    }

    /** What passed through all of it: connections and, as sessions, those that live now. */
    public Traffic traffic() {
        return watch.process();
    }

    /** Lines of the access log that were dropped because it could not keep up. */
    public long droppedLogs() {
        return watch.droppedLogs();
    }

    /** Closes the listeners and the client connections with nothing in flight; what is in flight goes on. */
    public void drain() {
        frontends.values().forEach(Frontend::stopListening);
        frontends.values().forEach(frontend -> frontend.sessions().drain());
    }

    /** Ends what is on a server, because an operator wants it. */
    public void shutDownSessions(Server server) {
        new Shutdowns(frontends.values()).shutDown(candidate -> candidate == server, Shutdown.OPERATOR);
    }

    /** Client connections that live now; while draining, those with something in flight. */
    public int sessions() {
        return frontends.values().stream()
                .mapToInt(frontend -> frontend.sessions().count())
                .sum();
    }

    /** Drains, waits for sessions in flight up to the grace period, then closes what is left. */
    public void stop(Duration grace) {
        drain();
        awaitSessions(System.nanoTime() + grace.toNanos());
        frontends.values().forEach(frontend -> frontend.sessions().close());
        checks.stop();
        resolvers.stop();
        backends.values().forEach(Backend::close);
        connector.close();
        awaitSessions(System.nanoTime() + LAST_WORDS.toNanos());
        watch.close();
    }

    private void awaitSessions(long end) {
        while (sessions() > 0 && System.nanoTime() < end && pause()) {
            Thread.onSpinWait();
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
