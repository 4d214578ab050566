package io.epochgateway.definition;

/** Where a socket for operators is: in the file system or in the network. */
public sealed interface SocketAddress {

    /** The address as HAProxy writes it. */
    String text();

    /**
     * A UNIX socket.
     *
     * @param path absolute, or relative to where the process was started
     */
    record Unix(String path) implements SocketAddress {

        @Override
        public String text() {
            return "unix@" + path;
        }
    }

    /**
     * A TCP socket.
     *
     * @param host the address or host name to bind, without brackets; empty for all addresses
     * @param port 0 to 65535; 0 lets the kernel choose
     */
    record Tcp(String host, int port) implements SocketAddress {

        @Override
        public String text() {
            return (host.indexOf(':') >= 0 ? "ipv6@[" + host + "]" : "ipv4@" + host) + ":" + port;
        }
    }
}
