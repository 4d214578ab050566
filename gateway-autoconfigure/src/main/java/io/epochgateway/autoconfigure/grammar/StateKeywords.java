package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.InitState;
import io.epochgateway.definition.StateDefinition;
import io.epochgateway.definition.StateDefinition.Track;
import java.time.Duration;
import java.util.List;

/** The keywords of servers that say what their state follows from, and what follows from it. */
final class StateKeywords {

    static final Keyword<Duration> SLOWSTART = new Keyword<>(
            "slowstart",
            new TimeSpan(),
            "0",
            "How long a server that came up takes until it has its whole weight and `maxconn`.");
    static final Keyword<InitState> INIT_STATE = new Keyword<>(
            "init-state",
            new Choice<>("state", InitState.class),
            "up",
            "What the server is taken for before its first check, and after maintenance.");
    static final Keyword<Track> TRACK =
            new Keyword<>("track", new TrackedServer(), "The server whose state it has. Otherwise it has its own.");

    static final List<Keyword<?>> OF_SERVERS = List.of(SLOWSTART, INIT_STATE, TRACK);

    private StateKeywords() {}

    static StateDefinition read(Settings server) {
        return new StateDefinition(server.get(SLOWSTART), server.get(INIT_STATE), server.find(TRACK));
    }
}
