package io.epochgateway.autoconfigure;

import io.epochgateway.autoconfigure.GatewayReport.BackendReport;
import io.epochgateway.autoconfigure.GatewayReport.ServerReport;
import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import io.epochgateway.server.TextChanges;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** The proxies and their servers, and the way to change servers while they run. Any thread but those of the loops. */
@Endpoint(id = "gateway", defaultAccess = Access.READ_ONLY)
public final class GatewayEndpoint {

    private final GatewayLifecycle lifecycle;

    GatewayEndpoint(GatewayLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** All of it; nothing while the gateway doesn't run. */
    @ReadOperation
    @Nullable
    GatewayReport proxies() {
        Gateway gateway = lifecycle.gateway();
        return gateway == null ? null : GatewayReport.of(gateway);
    }

    @ReadOperation
    @Nullable
    BackendReport backend(@Selector String backend) {
        Backend found = find(backend);
        return found == null ? null : BackendReport.of(found);
    }

    @ReadOperation
    @Nullable
    ServerReport server(@Selector String backend, @Selector String server) {
        Server found = find(find(backend), server);
        return found == null ? null : ServerReport.of(found);
    }

    /**
     * Changes a server; what isn't said stays. Nothing is changed by a request with a mistake in its address or state.
     *
     * @param state ready, drain or maint
     * @param weight 0 to 256, or percent of the one it began with
     * @param maxconn its slots; 0 for no limit
     * @param address IP address and port; new connections go there
     * @return the server as it is then; null if there is none
     */
    @WriteOperation
    @Nullable
    ServerReport change(
            @Selector String backend,
            @Selector String server,
            @Nullable Administration state,
            @Nullable String weight,
            @Nullable String maxconn,
            @Nullable String address) {
        Backend of = find(backend);
        Server found = find(of, server);
        if (of == null || found == null) {
            return null;
        }
        ServerStates states = of.servers().states();
        InetSocketAddress place = address == null ? null : place(address);
        if (weight != null) {
            refuse(TextChanges.weight(states, found, weight));
        }
        if (maxconn != null) {
            refuse(TextChanges.maxconn(states, found, maxconn));
        }
        if (place != null) {
            states.move(found, new Location(found.location().name(), place), "the gateway endpoint");
            states.resolved(found);
        }
        if (state != null) {
            states.administer(found, state);
        }
        return ServerReport.of(found);
    }

    private static void refuse(@Nullable String mistake) {
        if (mistake != null) {
            throw new InvalidEndpointRequestException(mistake, mistake);
        }
    }

    private static InetSocketAddress place(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|]$", "");
        String port = text.substring(colon + 1);
        boolean address = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        if (!address || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            refuse("'" + text + "' is no IP address with a port");
        }
        return new InetSocketAddress(host, Integer.parseInt(port));
    }

    private @Nullable Backend find(String backend) {
        Gateway gateway = lifecycle.gateway();
        return gateway == null
                ? null
                : gateway.backends().stream()
                        .filter(candidate -> candidate.name().equals(backend))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Server find(@Nullable Backend backend, String server) {
        return backend == null
                ? null
                : backend.servers().servers().stream()
                        .filter(candidate -> Objects.equals(candidate.name(), server))
                        .findFirst()
                        .orElse(null);
    }
}
