package io.epochgateway.server.resolve;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.Network;
import io.epochgateway.definition.ResolutionDefinition;
import io.epochgateway.definition.ResolutionDefinition.Option;
import io.epochgateway.definition.ResolversDefinition.Hold;
import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that follows a name. On the loop of the name's section. */
final class NamedServer implements NameUser {

    private static final Logger log = LoggerFactory.getLogger("gateway.server");

    private final Server server;
    private final ServerStates states;
    private final Hold hold;
    private final String host;
    private final int port;
    private @Nullable InetAddress address;

    /**
     * Of one server.
     *
     * @param host the name
     * @param port 0 if the client's decides
     */
    NamedServer(Server server, ServerStates states, Hold hold, String host, int port) {
        this.server = server;
        this.states = states;
        this.hold = hold;
        this.host = host;
        this.port = port;
        this.address = server.location().isKnown() && server.location().address() instanceof InetSocketAddress now
                ? now.getAddress()
                : null;
    }

    WatchedName.Key key() {
        return new WatchedName.Key(host, server.definition().resolution().prefer());
    }

    @Override
    public void found(WatchedName name, String by) {
        InetAddress best = best(name);
        if (best == null) {
            lose(" (No IP for server )");
        } else {
            take(best, by);
        }
    }

    /** It is there from now on. */
    void take(InetAddress found, String by) {
        address = found;
        states.move(server, new Location(host, new InetSocketAddress(found, port)), by);
        if (server.condition().unresolved()) {
            states.resolved(server);
            log.info("Server {}/{} administratively READY thanks to valid DNS answer.", server.proxy(), server.name());
        }
    }

    /** The address with the most in its favour; of equals the first. */
    private @Nullable InetAddress best(WatchedName name) {
        InetAddress best = null;
        int most = -1;
        for (InetAddress candidate : name.addresses()) {
            int merits = merits(candidate);
            if (merits > most && !isTaken(candidate, name)) {
                best = candidate;
                most = merits;
            }
        }
        return best;
    }

    private int merits(InetAddress candidate) {
        ResolutionDefinition wanted = server.definition().resolution();
        boolean family = candidate instanceof Inet4Address == (wanted.prefer() == IpFamily.IPV4);
        boolean near = wanted.networks().stream().anyMatch((Network network) -> network.contains(candidate));
        return (family ? 4 : 0) + (near ? 2 : 0) + (candidate.equals(address) ? 1 : 0);
    }

    private boolean isTaken(InetAddress candidate, WatchedName name) {
        if (server.definition().resolution().options().contains(Option.ALLOW_DUP_IP)) {
            return false;
        }
        return name.users().stream()
                .anyMatch(user -> user != this
                        && user instanceof NamedServer other
                        && other.states == states
                        && other.port == port
                        && candidate.equals(other.address));
    }

    @Override
    public void failed(Failure failure, Duration since) {
        if (since.compareTo(failure.hold(hold)) >= 0) {
            lose(failure.cause());
        }
    }

    private void lose(String cause) {
        address = null;
        if (!server.condition().unresolved()) {
            states.unresolved(server, cause);
            states.move(server, new Location(host, InetSocketAddress.createUnresolved(host, port)), "");
        }
    }
}
