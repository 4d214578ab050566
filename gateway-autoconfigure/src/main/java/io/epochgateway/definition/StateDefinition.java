package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server's state follows from, apart from its own checks, and what follows from its state.
 *
 * @param slowstart how long a server that came up takes until it has its whole share; zero for none
 * @param initState what it is taken for before its first check
 * @param track the server whose state it has; null if it has its own
 */
public record StateDefinition(
        Duration slowstart, InitState initState, @Nullable Track track) {

    /** Nothing but its checks, and nothing. */
    public static final StateDefinition PLAIN = new StateDefinition(Duration.ZERO, InitState.UP, null);

    /**
     * Another server.
     *
     * @param backend null for that of the server that tracks it
     */
    public record Track(@Nullable String backend, String server) {

        @Override
        public String toString() {
            return backend == null ? server : backend + "/" + server;
        }
    }
}
