package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server's state follows from, apart from its own checks, and what follows from its state.
 *
 * @param slowstart how long a server that came up takes until it has its whole share; zero for none
 * @param initState what it is taken for before its first check
 * @param observe what is concluded from its traffic; null if nothing is
 * @param shutdownSessions whether its sessions end when it goes down (HAProxy {@code on-marked-down shutdown-sessions})
 * @param shutdownBackupSessions whether the sessions of backups end when it comes up (HAProxy {@code on-marked-up
 *     shutdown-backup-sessions})
 * @param agent a program beside it that says how it is; null if none does
 * @param track the server whose state it has; null if it has its own
 */
public record StateDefinition(
        Duration slowstart,
        InitState initState,
        @Nullable ObserveDefinition observe,
        boolean shutdownSessions,
        boolean shutdownBackupSessions,
        @Nullable AgentDefinition agent,
        @Nullable Track track) {

    /** Nothing but its checks, and nothing. */
    public static final StateDefinition PLAIN =
            new StateDefinition(Duration.ZERO, InitState.UP, null, false, false, null, null);

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
