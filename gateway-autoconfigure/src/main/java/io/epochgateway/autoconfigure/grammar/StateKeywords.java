package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.AgentDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.InitState;
import io.epochgateway.definition.ObserveDefinition;
import io.epochgateway.definition.ObserveDefinition.Layer;
import io.epochgateway.definition.ObserveDefinition.OnError;
import io.epochgateway.definition.StateDefinition;
import io.epochgateway.definition.StateDefinition.Track;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    static final Keyword<Layer> OBSERVE = new Keyword<>(
            "observe",
            new Choice<>("layer", Layer.class),
            "What of the traffic tells of the server. Otherwise nothing.");
    static final Keyword<Integer> ERROR_LIMIT = Keywords.number(
            "error-limit", 1, "10", "So many errors in a row that `observe` sees do what `on-error` says.");
    static final Keyword<OnError> ON_ERROR = new Keyword<>(
            "on-error",
            new Choice<>("consequence", OnError.class),
            "fail-check",
            "What follows from errors that `observe` sees.");
    static final Keyword<MarkedDown> ON_MARKED_DOWN = new Keyword<>(
            "on-marked-down",
            new Choice<>("consequence", MarkedDown.class),
            "What follows when the server goes down. Otherwise nothing.");
    static final Keyword<MarkedUp> ON_MARKED_UP = new Keyword<>(
            "on-marked-up",
            new Choice<>("consequence", MarkedUp.class),
            "What follows when the server comes up. Otherwise nothing.");
    static final Keyword<Boolean> AGENT_CHECK =
            Keywords.flag("agent-check", "Asks a program beside the server how it is.");
    static final Keyword<Boolean> NO_AGENT_CHECK =
            Keywords.flag("no-agent-check", "Doesn't, whatever `default-server` says.");
    static final Keyword<String> AGENT_ADDR =
            new Keyword<>("agent-addr", new Host(), "Where that program is. Otherwise at the server's address.");
    static final Keyword<Integer> AGENT_PORT =
            new Keyword<>("agent-port", new WholeNumber(1, 65535), "Where that program is.");
    static final Keyword<Duration> AGENT_INTER =
            Keywords.timeout("agent-inter", "2s", "From one question to that program to the next.");
    static final Keyword<String> AGENT_SEND =
            new Keyword<>("agent-send", new AnyText(), "What that program is told first. Otherwise nothing.");

    static final List<Keyword<?>> OF_SERVERS = List.of(
            SLOWSTART,
            INIT_STATE,
            TRACK,
            OBSERVE,
            ERROR_LIMIT,
            ON_ERROR,
            ON_MARKED_DOWN,
            ON_MARKED_UP,
            AGENT_CHECK,
            NO_AGENT_CHECK,
            AGENT_ADDR,
            AGENT_PORT,
            AGENT_INTER,
            AGENT_SEND);

    /** What can follow when a server goes down. */
    enum MarkedDown {
        SHUTDOWN_SESSIONS
    }

    /** What can follow when a server comes up. */
    enum MarkedUp {
        SHUTDOWN_BACKUP_SESSIONS
    }

    private StateKeywords() {}

    static StateDefinition read(Settings server) {
        return new StateDefinition(
                server.get(SLOWSTART),
                server.get(INIT_STATE),
                observe(server),
                server.find(ON_MARKED_DOWN) != null,
                server.find(ON_MARKED_UP) != null,
                agent(server),
                server.find(TRACK));
    }

    private static @Nullable ObserveDefinition observe(Settings server) {
        Layer layer = server.find(OBSERVE);
        return layer == null ? null : new ObserveDefinition(layer, server.get(ERROR_LIMIT), server.get(ON_ERROR));
    }

    private static @Nullable AgentDefinition agent(Settings server) {
        if (!server.get(AGENT_CHECK) || server.get(NO_AGENT_CHECK)) {
            return null;
        }
        Integer port = server.find(AGENT_PORT);
        if (port == null) {
            throw new DefinitionException(
                    server.property(), null, "the agent has no port", "Write it behind the word 'agent-port'.");
        }
        Duration inter = server.get(AGENT_INTER);
        if (inter.isZero()) {
            throw new DefinitionException(
                    server.property(), "agent-inter 0", "checks need time between them", "Use 1ms or more.");
        }
        return new AgentDefinition(server.find(AGENT_ADDR), port, inter, server.get(AGENT_SEND, ""));
    }
}
