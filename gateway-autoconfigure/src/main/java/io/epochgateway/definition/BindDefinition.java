package io.epochgateway.definition;

/**
 * One address that a frontend listens on (HAProxy {@code bind}).
 *
 * @param property the full name of the property that says so, for messages
 * @param host the address or host name to bind; empty for all addresses
 * @param port 0 to 65535; 0 lets the kernel choose
 * @param maxconn connections at a time; 0 for those of the frontend
 */
public record BindDefinition(String property, String host, int port, int maxconn) {

    public BindDefinition {
        Range.check(property, "port", port, 0, 65535);
    }

    /** Without limits of its own. */
    public BindDefinition(String property, String host, int port) {
        this(property, host, port, 0);
    }

    /** Whether both can't be listened on by different frontends: the same port on the same or on all addresses. */
    boolean overlaps(BindDefinition other) {
        return port != 0 && port == other.port && (wildcard() || other.wildcard() || host.equalsIgnoreCase(other.host));
    }

    /** The address as HAProxy writes it. */
    String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private boolean wildcard() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }
}
