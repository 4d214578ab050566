package io.epochgateway.proxy;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.CookieDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.rule.BackendRulesReader;
import io.epochgateway.rule.RuleReader;
import io.epochgateway.rule.ServerRulesReader;
import io.epochgateway.rule.ServerTlvs;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.cookie.CookiePersistence;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stream.BackendSide;
import io.epochgateway.stream.Waits;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The side of a proxy that servers see (HAProxy {@code backend}). Any thread. */
public final class Backend {

    private final BackendDefinition definition;
    private final ServerSet servers;
    private final Traffic traffic;
    private final BackendSide side;

    /**
     * Resolves the servers' names, which may block.
     *
     * @param fullconn requests in it at which servers with a {@code minconn} give all their slots
     * @param directory those that its rules may name
     * @throws DefinitionException if a rule can't be understood, a name is unknown, a network namespace can't be entered or a file of an error reply can't be used
     */
    public Backend(
            BackendDefinition definition,
            int fullconn,
            Connector connector,
            List<GatewayLoop> loops,
            Directory directory) {
        this.definition = definition;
        definition.servers().forEach(connector::prepare);
        this.servers = new ServerSet(
                definition,
                fullconn,
                server -> FirstLocation.of(definition.name(), server),
                connector.tuned(definition.sockets()),
                loops);
        this.traffic = new Traffic(definition.name(), loops.size());
        RuleReader rules =
                new RuleReader(definition.name(), directory, definition.rules().acls());
        this.side = new BackendSide(
                definition.name(),
                definition.mode(),
                Waits.of(definition.timeouts()),
                definition.http(),
                OwnReplies.of(definition.http().errors()),
                definition.httpReuse(),
                definition.retry(),
                definition.balance().algorithm() != BalanceAlgorithm.LEASTCONN,
                definition.persistence().evenDown(),
                definition.abortonclose(),
                definition.bufferRequest(),
                definition.sockets().splicing(),
                cookie(),
                ServerRulesReader.read(definition, rules, servers.servers()),
                servers,
                traffic,
                ServerTlvs.of(definition, rules),
                BackendRulesReader.read(definition.rules(), rules));
    }

    private @Nullable CookiePersistence cookie() {
        CookieDefinition cookie = definition.http().cookie();
        return cookie == null
                ? null
                : new CookiePersistence(
                        cookie, servers.servers(), definition.persistence().evenDown(), InstantSource.system());
    }

    public BackendDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    public ServerSet servers() {
        return servers;
    }

    /** What passed through it. */
    public Traffic traffic() {
        return traffic;
    }

    BackendSide side() {
        return side;
    }

    /** Closes the idle server connections. */
    public void close() {
        servers.servers().forEach(server -> server.pool().close());
    }
}
