package io.epochgateway.definition;

import io.epochgateway.definition.RulesDefinition.Line;
import java.util.List;

/**
 * The rules of a backend that say which server a stream goes to, as they are written; their ACLs are in
 * {@link BackendRulesDefinition}. Where the gateway is built, they are understood or refused.
 *
 * @param useServer a server and a condition each (HAProxy {@code use-server})
 * @param forcePersist when a client comes back to a server that is down, too (HAProxy {@code force-persist})
 * @param ignorePersist when its cookie doesn't count (HAProxy {@code ignore-persist})
 */
public record ServerRulesDefinition(List<Line> useServer, List<Line> forcePersist, List<Line> ignorePersist) {

    /** No rules. */
    public static final ServerRulesDefinition NONE = new ServerRulesDefinition(List.of(), List.of(), List.of());

    public ServerRulesDefinition {
        useServer = List.copyOf(useServer);
        forcePersist = List.copyOf(forcePersist);
        ignorePersist = List.copyOf(ignorePersist);
    }

    public boolean isEmpty() {
        return useServer.isEmpty() && forcePersist.isEmpty() && ignorePersist.isEmpty();
    }
}
