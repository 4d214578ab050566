package io.epochgateway.stream;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import org.jspecify.annotations.Nullable;

/** Which idle connections a stream may use (HAProxy {@code http-reuse}). */
sealed interface ConnectionChoice {

    /** None: always a new one. */
    ConnectionChoice NEW = new Shared(false, false);

    /** Any idle connection. */
    ConnectionChoice ANY = new Shared(true, false);

    /** Idle connections that were reused before. */
    ConnectionChoice PROVEN = new Shared(true, true);

    /** An idle connection of this loop, or null. */
    @Nullable
    ServerConnection take(Server server, GatewayLoop loop);

    /** Whether one of another loop will do. */
    boolean mayTakeOver();

    /** Whether it must have been reused before. */
    boolean onlyProven();

    /** The choice for a request of a client session. */
    static ConnectionChoice of(HttpReuse mode, boolean firstRequest, IdleConnections ofSession) {
        return switch (mode) {
            case NEVER -> new Private(ofSession);
            case SAFE -> firstRequest ? NEW : ANY;
            case AGGRESSIVE -> firstRequest ? PROVEN : ANY;
            case ALWAYS -> ANY;
        };
    }

    /** From the pool that all sessions share. */
    record Shared(boolean reuse, boolean onlyProven) implements ConnectionChoice {

        @Override
        public @Nullable ServerConnection take(Server server, GatewayLoop loop) {
            return reuse ? server.pool().on(loop).take(server, onlyProven) : null;
        }

        @Override
        public boolean mayTakeOver() {
            return reuse;
        }
    }

    /** The session's own connections only. */
    record Private(IdleConnections ofSession) implements ConnectionChoice {

        @Override
        public @Nullable ServerConnection take(Server server, GatewayLoop loop) {
            return ofSession.take(server, false);
        }

        @Override
        public boolean mayTakeOver() {
            return false;
        }

        @Override
        public boolean onlyProven() {
            return false;
        }
    }
}
