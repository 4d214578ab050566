package io.epochgateway.server.resolve;

import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import org.jspecify.annotations.Nullable;

/** Lets a server follow a name, and another one if an operator wants. Any thread. */
final class Follower {

    private final NameServers nameServers;
    private final Server server;
    private final ServerStates states;
    private final int port;
    /** On the loop of the name servers. */
    private @Nullable NamedServer following;

    /**
     * Of one server.
     *
     * @param port 0 if the client's decides
     */
    Follower(NameServers nameServers, Server server, ServerStates states, int port) {
        this.nameServers = nameServers;
        this.server = server;
        this.states = states;
        this.port = port;
    }

    /** From now on that name. */
    void follow(String name) {
        nameServers.execute(() -> {
            if (following != null) {
                nameServers.leave(following.key(), following);
            }
            NamedServer user =
                    new NamedServer(server, states, nameServers.definition().hold(), name, port);
            following = user;
            nameServers.follow(user.key(), user);
        });
    }

    void rename(String name, String by) {
        states.move(server, new Location(name, server.address()), by);
        follow(name);
    }
}
