package io.epochgateway.server.check;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of all servers, spread over the loops and over the shortest interval. Any thread. */
public final class Checks {

    private final Connector connector;
    private final List<GatewayLoop> loops;
    private final List<HealthCheck> checks = new ArrayList<>();
    private Duration shortest = Duration.ofDays(1);

    /** None yet. */
    public Checks(Connector connector, List<GatewayLoop> loops) {
        this.connector = connector;
        this.loops = loops;
    }

    /**
     * Adds those of a backend's servers that want to be checked.
     *
     * @throws DefinitionException if the name of a place to check is unknown
     */
    public void add(BackendDefinition backend, ServerSet servers) {
        for (Server server : servers.servers()) {
            CheckDefinition check = server.definition().check();
            if (check != null) {
                checks.add(new HealthCheck(
                        server,
                        servers.states(),
                        check,
                        backend.health(),
                        address(server, check),
                        connector.with(server.definition().connect()),
                        loops.get(checks.size() % loops.size())));
                shortest = check.inter().compareTo(shortest) < 0 ? check.inter() : shortest;
            }
        }
    }

    /** Where a server is checked: it may move. */
    private static Supplier<SocketAddress> address(Server server, CheckDefinition check) {
        String property = server.definition().property();
        InetAddress host = check.host() == null ? null : resolve(check.host(), property);
        if (check.port() == 0 && server.definition().address().socket() instanceof Tcp tcp && tcp.port() == 0) {
            throw new DefinitionException(property, null, "the check has no port", "Write it behind the word 'port'.");
        }
        return () -> address(server.address(), host, check.port());
    }

    private static SocketAddress address(SocketAddress server, @Nullable InetAddress host, int port) {
        return server instanceof InetSocketAddress own
                ? new InetSocketAddress(host == null ? own.getAddress() : host, port == 0 ? own.getPort() : port)
                : server;
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
            checks.get(i).start(shortest.multipliedBy(i).dividedBy(checks.size()));
        }
    }

    /** Ends them. */
    public void stop() {
        checks.forEach(HealthCheck::stop);
    }
}
