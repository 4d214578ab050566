package io.epochgateway.server.check;

import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckTransport;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.net.Connector;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server that is checked, and the way there.
 *
 * @param servers of its backend
 * @param address where its checks go now, unless a step says something else
 * @param tls what encrypts; null if no step wants it
 */
record CheckPlace(
        Server server,
        ServerSet servers,
        Supplier<SocketAddress> address,
        Connector connector,
        CheckTransport transport,
        @Nullable CheckTls tls) {

    /** Where a step's connection goes. */
    SocketAddress address(Connect connect) {
        SocketAddress usual = address.get();
        if (!(usual instanceof InetSocketAddress own) || (connect.host() == null && connect.port() == 0)) {
            return usual;
        }
        int port = connect.port() == 0 ? own.getPort() : connect.port();
        return connect.host() == null
                ? new InetSocketAddress(own.getAddress(), port)
                : new InetSocketAddress(connect.host(), port);
    }

    boolean encrypted(Connect connect) {
        return connect.tls() || (connect.asServer() && transport.tls());
    }

    @Nullable
    String sni(Connect connect) {
        return connect.sni() == null && connect.asServer() ? transport.sni() : connect.sni();
    }

    List<String> alpn(Connect connect) {
        return connect.alpn().isEmpty() && connect.asServer() ? transport.alpn() : connect.alpn();
    }

    /** The header of the PROXY protocol that comes first; null for none. */
    @Nullable
    SendProxy header(Connect connect) {
        return connect.sendProxy() ? transport.headerOnDemand() : connect.asServer() ? transport.sendProxy() : null;
    }
}
