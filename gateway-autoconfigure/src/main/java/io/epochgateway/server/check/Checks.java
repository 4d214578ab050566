package io.epochgateway.server.check;

import io.epochgateway.definition.AgentDefinition;
import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckSpread;
import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckTransport;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.NearestWord;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.check.ServerCheck.Subject;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of all servers, spread over the loops and over an interval. Any thread. */
public final class Checks {

    /** Servers that are checked more often than that don't hurry the first checks of the others. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Connector connector;
    private final List<GatewayLoop> loops;
    private final CheckSpread spread;
    private final Map<String, ServerCheck> beans;
    private final List<HealthCheck> checks = new ArrayList<>();
    private final List<AgentCheck> agents = new ArrayList<>();
    private Duration shortest = Duration.ZERO;

    /**
     * None yet.
     *
     * @param beans the application's own checks, by their names
     */
    public Checks(Connector connector, List<GatewayLoop> loops, CheckSpread spread, Map<String, ServerCheck> beans) {
        this.connector = connector;
        this.loops = loops;
        this.spread = spread;
        this.beans = beans;
    }

    /**
     * Adds those of a backend's servers that want to be checked.
     *
     * @throws DefinitionException if the name of a place to check or of a bean is unknown
     */
    public void add(BackendDefinition backend, ServerSet servers) {
        ServerCheck bean = bean(backend.health());
        for (Server server : servers.servers()) {
            AgentDefinition agent = server.definition().states().agent();
            if (agent != null) {
                agents.add(new AgentCheck(
                        server,
                        servers.states(),
                        agent,
                        backend.health().logHealthChecks(),
                        connector.with(server.definition().connect()),
                        spread.percent(),
                        loops.get(agents.size() % loops.size())));
            }
            CheckDefinition check = server.definition().check();
            if (check != null) {
                add(new HealthCheck(
                        server,
                        servers.states(),
                        check,
                        backend.health(),
                        probe(server, servers, check, backend.health(), bean),
                        spread.percent(),
                        loops.get(checks.size() % loops.size())));
            }
        }
    }

    private void add(HealthCheck check) {
        checks.add(check);
        Duration interval = check.interval();
        if (interval.compareTo(SECOND) >= 0 && (shortest.isZero() || interval.compareTo(shortest) < 0)) {
            shortest = interval;
        }
    }

    private @Nullable ServerCheck bean(HealthDefinition health) {
        if (health.bean() == null) {
            return null;
        }
        ServerCheck bean = beans.get(health.bean());
        if (bean == null) {
            throw new DefinitionException(
                    health.beanProperty(),
                    health.bean(),
                    "there is no bean of type " + ServerCheck.class.getSimpleName() + " with that name",
                    NearestWord.mend(health.bean(), beans.keySet()));
        }
        return bean;
    }

    private Probe probe(
            Server server,
            ServerSet servers,
            CheckDefinition check,
            HealthDefinition health,
            @Nullable ServerCheck bean) {
        server.setCheckTarget(target(server, check));
        Supplier<SocketAddress> address =
                () -> Objects.requireNonNull(server.checkTarget()).of(server.address());
        if (bean != null) {
            Duration time = health.timeoutCheck().isZero() ? check.inter() : health.timeoutCheck();
            return new BeanProbe(bean, () -> new Subject(server.proxy(), server.name(), address.get(), time));
        }
        CheckPlace place = new CheckPlace(
                server,
                servers,
                address,
                connector.with(server.definition().connect()),
                check.transport(),
                tls(check.transport(), health.script(), server));
        return new ScriptProbe(health.script(), place, connectTime(check, health), health.timeoutCheck());
    }

    private static @Nullable CheckTls tls(CheckTransport transport, CheckScript script, Server server) {
        boolean wanted = transport.tls()
                || script.lines().stream().anyMatch(line -> line.step() instanceof Connect connect && connect.tls());
        return wanted ? CheckTls.of(transport, server.definition().property()) : null;
    }

    /** All of the time to the next check, if nothing says how long the answer may take. */
    private static Duration connectTime(CheckDefinition check, HealthDefinition health) {
        Duration connect = health.timeoutConnect();
        Duration inter = check.inter();
        return health.timeoutCheck().isZero() || connect.isZero() || connect.compareTo(inter) > 0 ? inter : connect;
    }

    private static CheckTarget target(Server server, CheckDefinition check) {
        String property = server.definition().property();
        if (check.port() == 0 && server.definition().address().socket() instanceof Tcp tcp && tcp.port() == 0) {
            throw new DefinitionException(property, null, "the check has no port", "Write it behind the word 'port'.");
        }
        return new CheckTarget(check.host() == null ? null : resolve(check.host(), property), check.port());
    }

    private static InetAddress resolve(String host, String property) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new DefinitionException(
                    property,
                    host,
                    "the name has no address",
                    "Write an IP address or a name that this machine can resolve.");
        }
    }

    /** Begins them, the first one at once. */
    public void start() {
        for (int i = 0; i < checks.size(); i++) {
            Duration own = checks.get(i).interval();
            Duration all = own.compareTo(shortest) > 0 ? own : shortest;
            Duration within = spread.most().isZero() || all.compareTo(spread.most()) < 0 ? all : spread.most();
            checks.get(i).start(within.multipliedBy(i).dividedBy(checks.size()));
        }
        for (int i = 0; i < agents.size(); i++) {
            agents.get(i).start(agents.get(i).interval().multipliedBy(i).dividedBy(agents.size()));
        }
    }

    /** Ends them. */
    public void stop() {
        checks.forEach(HealthCheck::stop);
        agents.forEach(AgentCheck::stop);
    }
}
