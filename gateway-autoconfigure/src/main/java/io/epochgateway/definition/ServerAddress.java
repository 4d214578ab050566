package io.epochgateway.definition;

/**
 * Where a server is (the address of HAProxy's {@code server}).
 *
 * @param socket where; a host that is empty or {@code 0.0.0.0} is the one that the client connected to
 * @param mapped whether the port is the one that the client connected to, plus {@code offset}; then that of the socket
 *     means nothing
 * @param offset -65535 to 65535
 */
public record ServerAddress(SocketAddress socket, boolean mapped, int offset) {

    /** A TCP address that is what it says. */
    public static ServerAddress of(String host, int port) {
        return new ServerAddress(new SocketAddress.Tcp(host, port), false, 0);
    }

    /** Whether the client's own connection decides where it leads. */
    public boolean dependsOnClient() {
        return mapped || socket instanceof SocketAddress.Tcp tcp && tcp.isWildcard();
    }

    /** The address as in the configuration. */
    public String written() {
        if (!(socket instanceof SocketAddress.Tcp tcp)) {
            return socket.text();
        }
        String host = tcp.host().indexOf(':') >= 0 ? "[" + tcp.host() + "]" : tcp.host();
        if (!mapped) {
            return host + ":" + tcp.port();
        }
        return offset == 0 ? host : "%s:%+d".formatted(host, offset);
    }
}
