package io.epochgateway.server.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is checked; operators may change it.
 *
 * @param host null for where the server is
 * @param port 0 for the server's own
 */
public record CheckTarget(@Nullable InetAddress host, int port) {

    public CheckTarget at(InetAddress other) {
        return new CheckTarget(other, port);
    }

    public CheckTarget on(int other) {
        return new CheckTarget(host, other);
    }

    SocketAddress of(SocketAddress server) {
        return server instanceof InetSocketAddress own
                ? new InetSocketAddress(host == null ? own.getAddress() : host, port == 0 ? own.getPort() : port)
                : server;
    }
}
