package io.epochgateway.definition;

/**
 * One server of a backend (HAProxy {@code server}).
 *
 * @param name unique in its backend
 * @param property the full name of the property that defines it, for messages
 * @param address where it is
 * @param maxconn concurrent requests (HTTP) or connections (TCP); 0 for no limit
 * @param maxqueue requests that may wait for this server; 0 for no limit
 * @param weight 0 to 256; 0 takes no new traffic
 * @param backup used only when no other server is usable
 * @param disabled starts in maintenance
 * @param connect how connections to it are made
 */
public record ServerDefinition(
        String name,
        String property,
        ServerAddress address,
        int maxconn,
        int maxqueue,
        int weight,
        boolean backup,
        boolean disabled,
        ConnectOptions connect) {

    public ServerDefinition {
        if (address.socket() instanceof SocketAddress.Tcp tcp && !address.mapped()) {
            Range.check(property, "port", tcp.port(), 1, 65535);
        }
        Range.check(property, "maxconn", maxconn, 0, Integer.MAX_VALUE);
        Range.check(property, "maxqueue", maxqueue, 0, Integer.MAX_VALUE);
        Range.check(property, "weight", weight, 0, 256);
    }
}
