package io.epochgateway.engine;

import io.epochgateway.proxy.Frontend;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.StateChange;
import io.epochgateway.stream.Shutdown;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Ends the sessions of servers that went down, and those of backups when an active server came up, where the server says
 * so. Any thread.
 */
final class Shutdowns implements Consumer<StateChange> {

    private final Collection<Frontend> frontends;

    Shutdowns(Collection<Frontend> frontends) {
        this.frontends = frontends;
    }

    @Override
    public void accept(StateChange change) {
        Server server = change.server();
        if (server.definition().states().shutdownSessions()
                && isOff(change.after().state())
                && !isOff(change.before().state())) {
            shutDown(candidate -> candidate == server, Shutdown.SERVER_DOWN);
        }
        if (server.definition().states().shutdownBackupSessions()
                && !server.definition().backup()
                && change.after().state() == ServerState.UP
                && isOff(change.before().state())) {
            shutDown(
                    candidate ->
                            candidate.definition().backup() && candidate.proxy().equals(server.proxy()),
                    Shutdown.ACTIVE_UP);
        }
    }

    private static boolean isOff(ServerState state) {
        return state == ServerState.DOWN || state == ServerState.MAINT;
    }

    void shutDown(Predicate<Server> which, Shutdown why) {
        frontends.forEach(frontend -> frontend.sessions().shutDown(which, why));
    }
}
