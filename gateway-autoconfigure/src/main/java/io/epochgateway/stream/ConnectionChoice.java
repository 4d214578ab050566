package io.epochgateway.stream;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import org.jspecify.annotations.Nullable;

/** Which idle connections a stream may use (HAProxy {@code http-reuse}). */
sealed interface ConnectionChoice {

    /** An idle connection of this loop, or null. */
    @Nullable
    ServerConnection take(Server server, GatewayLoop loop);

    /** Whether one that carried other sessions' requests may do, wherever it comes from. */
    boolean shares();

    /** Whether it must have been reused before. */
    boolean onlyProven();

    /** Whether that connection, which others used before, will do. */
    default boolean suits(ServerConnection shared) {
        return shares() && (!onlyProven() || shared.requests() > 1);
    }

    /**
     * The choice for a request of a client session.
     *
     * @param risky whether a request may not meet a connection that dies at that moment: the client's first, which it
     *     would not repeat, unless the proxy does
     */
    static ConnectionChoice of(HttpReuse mode, boolean risky, IdleConnections ofSession) {
        return switch (mode) {
            case NEVER -> new Private(ofSession);
            case SAFE -> risky ? Shared.NEW : Shared.ANY;
            case AGGRESSIVE -> risky ? Shared.PROVEN : Shared.ANY;
            case ALWAYS -> Shared.ANY;
        };
    }

    /** From the pool that all sessions share. */
    enum Shared implements ConnectionChoice {
        /** None: always a new one. */
        NEW,
        /** One that was reused before. */
        PROVEN,
        /** Any. */
        ANY;

        @Override
        public @Nullable ServerConnection take(Server server, GatewayLoop loop) {
            return shares() ? server.pool().on(loop).take(server, onlyProven()) : null;
        }

        @Override
        public boolean shares() {
            return this != NEW;
        }

        @Override
        public boolean onlyProven() {
            return this == PROVEN;
        }
    }

    /** The session's own connections only. */
    record Private(IdleConnections ofSession) implements ConnectionChoice {

        @Override
        public @Nullable ServerConnection take(Server server, GatewayLoop loop) {
            return ofSession.take(server, false);
        }

        @Override
        public boolean shares() {
            return false;
        }

        @Override
        public boolean onlyProven() {
            return false;
        }
    }
}
