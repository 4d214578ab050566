package io.epochgateway.definition;

import java.nio.charset.StandardCharsets;

/** Where a socket is, as the configuration says it. */
public sealed interface SocketAddress {

    /** The address as HAProxy writes it. */
    String text();

    /**
     * A UNIX socket with a file.
     *
     * @param path absolute, or relative to where the process was started
     */
    record Unix(String path) implements SocketAddress {

        /** What fits into {@code sun_path} with its final zero (unix(7)), less the suffix of our temporary name. */
        private static final int LONGEST_PATH = 107 - ".tmp".length();

        void check(String property) {
            if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw new DefinitionException(
                        property,
                        path,
                        "the path is too long for a UNIX socket",
                        "Use at most " + LONGEST_PATH + " bytes.");
            }
        }

        @Override
        public String text() {
            return "unix@" + path;
        }
    }

    /**
     * A UNIX socket of Linux's abstract namespace (unix(7)).
     *
     * @param name without the leading zero
     * @param padded whether the name fills {@code sun_path} with zeros ({@code abns@}) or ends where it ends
     *     ({@code abnsz@}); these are different names
     */
    record Abstract(String name, boolean padded) implements SocketAddress {

        /** Bytes of {@code sockaddr_un.sun_path}. */
        private static final int SUN_PATH = 108;

        /** What the kernel knows it by: the leading zero, the name, and its padding. */
        public String path() {
            int length = 1 + name.getBytes(StandardCharsets.UTF_8).length;
            return "\0" + name + (padded ? "\0".repeat(SUN_PATH - length) : "");
        }

        @Override
        public String text() {
            return (padded ? "abns@" : "abnsz@") + name;
        }
    }

    /**
     * A TCP socket.
     *
     * @param family which addresses of a name are meant
     * @param host the address or host name, without brackets; empty for all addresses
     * @param port 0 to 65535; 0 lets the kernel choose
     */
    record Tcp(IpFamily family, String host, int port) implements SocketAddress {

        /** Of any family. */
        public Tcp(String host, int port) {
            this(IpFamily.ANY, host, port);
        }

        /** The same host on another port. */
        Tcp on(int other) {
            return new Tcp(family, host, other);
        }

        /** Whether it means all addresses of the machine. */
        public boolean isWildcard() {
            return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        }

        /** Whether it can only be IPv6. */
        public boolean isIpv6() {
            return family == IpFamily.IPV6 || host.indexOf(':') >= 0;
        }

        @Override
        public String text() {
            return isIpv6() ? "ipv6@[" + host + "]:" + port : "ipv4@" + host + ":" + port;
        }
    }

    /**
     * Wherever the SRV records of a name say (RFC 2782).
     *
     * @param name such as {@code _http._tcp.example.org}
     */
    record Srv(String name) implements SocketAddress {

        @Override
        public String text() {
            return name;
        }
    }

    /**
     * Wherever the application's discovery knows an instance of a service.
     *
     * @param id the service's
     */
    record Service(String id) implements SocketAddress {

        @Override
        public String text() {
            return "discovery:" + id;
        }
    }

    /**
     * A socket that the parent process listens on already.
     *
     * @param fd the number of its file descriptor
     */
    record Inherited(int fd) implements SocketAddress {

        @Override
        public String text() {
            return "fd@" + fd;
        }
    }
}
