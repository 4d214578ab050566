package io.epochgateway.proxy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.InitAddr;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.SocketAddress.Service;
import io.epochgateway.definition.SocketAddress.Srv;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.net.Resolution;
import io.epochgateway.server.Location;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a server is at the start (HAProxy {@code init-addr}). Any thread. */
final class FirstLocation {

    private static final Logger log = LoggerFactory.getLogger("gateway.server");

    private final String proxy;
    private final ServerDefinition server;
    private boolean failed;

    private FirstLocation(String proxy, ServerDefinition server) {
        this.proxy = proxy;
        this.server = server;
    }

    /**
     * Asks the system's resolver, which may block.
     *
     * @throws DefinitionException if the server's name has no address and may not be without
     */
    static Location of(String proxy, ServerDefinition server) {
        return new FirstLocation(proxy, server).find();
    }

    private Location find() {
        SocketAddress elsewhere = unknownYet();
        if (elsewhere != null) {
            return new Location(null, elsewhere);
        }
        if (!(server.address().socket() instanceof Tcp tcp) || tcp.isWildcard() || isAddress(tcp.host())) {
            return new Location(null, resolve());
        }
        for (InitAddr way : server.resolution().initAddr()) {
            SocketAddress found = find(way, tcp);
            if (found != null) {
                return new Location(tcp.host(), found);
            }
        }
        throw unknown(failed ? "could not resolve address" : "no method found to resolve address");
    }

    /** Of a server whose place is told later; null for the others. */
    private @Nullable SocketAddress unknownYet() {
        return switch (server.address().socket()) {
            case Srv srv -> InetSocketAddress.createUnresolved(srv.text(), 0);
            case Service service -> InetSocketAddress.createUnresolved(service.text(), 0);
            default -> null;
        };
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private @Nullable SocketAddress find(InitAddr way, Tcp tcp) {
        return switch (way) {
            case InitAddr.Method.LAST -> null;
            case InitAddr.Method.LIBC -> ask(tcp);
            case InitAddr.Method.NONE -> {
                warnIfFailed(tcp.host(), "disabling server");
                yield InetSocketAddress.createUnresolved(tcp.host(), tcp.port());
            }
            case InitAddr.Ip ip -> {
                warnIfFailed(tcp.host(), "falling back to configured address");
                yield new InetSocketAddress(ip.host(), tcp.port());
            }
        };
    }

    private @Nullable SocketAddress ask(Tcp tcp) {
        try {
            return Resolution.resolve(tcp);
        } catch (UnknownHostException unknown) {
            failed = true;
            return null;
        }
    }

    private void warnIfFailed(String name, String consequence) {
        if (failed) {
            log.warn("'server {}/{}' : could not resolve address '{}', {}.", proxy, server.name(), name, consequence);
        }
    }

    private SocketAddress resolve() {
        try {
            return Resolution.resolve(server.address().socket());
        } catch (UnknownHostException impossible) {
            throw unknown("no address");
        }
    }

    private DefinitionException unknown(String reason) {
        return new DefinitionException(
                server.property(),
                server.address().written(),
                reason,
                "Write an IP address or a name that this machine can resolve, or let the server start without one: init-addr none.");
    }
}
