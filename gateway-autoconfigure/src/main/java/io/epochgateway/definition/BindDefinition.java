package io.epochgateway.definition;

import java.net.InetSocketAddress;

/**
 * One address that a frontend listens on (HAProxy {@code bind}).
 *
 * @param property the full name of the property that says so, for messages
 * @param address where
 * @param maxconn connections at a time; 0 for those of the frontend
 * @param options how
 */
public record BindDefinition(String property, SocketAddress address, int maxconn, BindOptions options) {

    public BindDefinition {
        if (address instanceof SocketAddress.Tcp tcp) {
            Range.check(property, "port", tcp.port(), 0, 65535);
        } else if (address instanceof SocketAddress.Unix unix) {
            unix.check(property);
        }
        options.check(property, address);
    }

    /** A TCP address without options. */
    public BindDefinition(String property, String host, int port) {
        this(property, new SocketAddress.Tcp(host, port), 0, BindOptions.NONE);
    }

    /**
     * The same, but with the port that the kernel chose if it was to choose one.
     *
     * @param bound what it was bound to
     */
    public BindDefinition at(java.net.SocketAddress bound) {
        return address instanceof SocketAddress.Tcp tcp && tcp.port() == 0 && bound instanceof InetSocketAddress chosen
                ? new BindDefinition(property, tcp.on(chosen.getPort()), maxconn, options)
                : this;
    }

    /** Whether both can't be listened on: the same port on the same or on all addresses of a family, the same socket. */
    boolean overlaps(BindDefinition other) {
        if (!(address instanceof SocketAddress.Tcp one && other.address instanceof SocketAddress.Tcp two)) {
            return address.equals(other.address);
        }
        if (one.port() == 0 || one.port() != two.port() || isElsewhere(other)) {
            return false;
        }
        return one.host().equalsIgnoreCase(two.host())
                || one.isIpv6() == two.isIpv6() && (one.isWildcard() || two.isWildcard());
    }

    /** Another device or another network namespace has ports of its own. */
    private boolean isElsewhere(BindDefinition other) {
        return !options.sameNetwork(other.options);
    }

    /** The address as in the configuration. */
    String written() {
        return address instanceof SocketAddress.Tcp tcp && tcp.family() == IpFamily.ANY
                ? (tcp.isIpv6() ? "[" + tcp.host() + "]" : tcp.host()) + ":" + tcp.port()
                : address.text();
    }
}
