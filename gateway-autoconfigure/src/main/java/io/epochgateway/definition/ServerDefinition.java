package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * One server of a backend (HAProxy {@code server}).
 *
 * @param name unique in its backend
 * @param property the full name of the property that defines it, for messages
 * @param address where it is
 * @param minconn the least that {@code maxconn} sinks to while the backend has little load; 0 where it doesn't
 * @param maxconn concurrent requests (HTTP) or connections (TCP); 0 for no limit
 * @param maxqueue requests that may wait for this server; 0 for no limit
 * @param weight 0 to 256; 0 takes no new traffic
 * @param backup used only when no other server is usable
 * @param disabled starts in maintenance
 * @param pool its idle connections
 * @param connect how connections to it are made
 * @param id its number, unique in its backend, from 1
 * @param check how it is checked; null if it isn't
 * @param cookie the value of the backend's cookie that brings a client here; null if none does
 * @param resolution how its name gets an address
 * @param states what its state follows from, apart from its checks, and what follows from its state
 */
public record ServerDefinition(
        String name,
        String property,
        ServerAddress address,
        int minconn,
        int maxconn,
        int maxqueue,
        int weight,
        boolean backup,
        boolean disabled,
        PoolDefinition pool,
        ConnectOptions connect,
        int id,
        @Nullable CheckDefinition check,
        @Nullable String cookie,
        ResolutionDefinition resolution,
        StateDefinition states) {

    public ServerDefinition {
        if (address.socket() instanceof SocketAddress.Tcp tcp && !address.mapped()) {
            Range.check(property, "port", tcp.port(), 1, 65535);
        }
        Range.check(property, "minconn", minconn, 0, Integer.MAX_VALUE);
        Range.check(property, "maxconn", maxconn, 0, Integer.MAX_VALUE);
        Range.check(property, "maxqueue", maxqueue, 0, Integer.MAX_VALUE);
        Range.check(property, "weight", weight, 0, 256);
        Range.check(property, "id", id, 1, Integer.MAX_VALUE);
    }

    /** The first of its backend, not checked, with slots that don't follow the load, and the usual pool. */
    public ServerDefinition(
            String name,
            String property,
            String host,
            int port,
            int maxconn,
            int maxqueue,
            int weight,
            boolean backup,
            boolean disabled) {
        this(
                name,
                property,
                ServerAddress.of(host, port),
                0,
                maxconn,
                maxqueue,
                weight,
                backup,
                disabled,
                PoolDefinition.DEFAULT,
                ConnectOptions.NONE,
                1,
                null,
                null,
                ResolutionDefinition.SYSTEM,
                StateDefinition.PLAIN);
    }
}
