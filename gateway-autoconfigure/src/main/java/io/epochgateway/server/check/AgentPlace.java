package io.epochgateway.server.check;

import org.jspecify.annotations.Nullable;

/**
 * Where a server's agent is now, and what it is told; operators may change it.
 *
 * @param host null for where the server is
 * @param send empty for nothing
 */
public record AgentPlace(@Nullable String host, int port, String send) {

    public AgentPlace at(String other) {
        return new AgentPlace(other, port, send);
    }

    public AgentPlace on(int other) {
        return new AgentPlace(host, other, send);
    }

    public AgentPlace told(String other) {
        return new AgentPlace(host, port, other);
    }
}
