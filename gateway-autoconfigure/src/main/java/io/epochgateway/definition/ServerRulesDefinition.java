package io.epochgateway.definition;

import io.epochgateway.definition.RulesDefinition.Line;
import java.util.List;

/**
 * The rules of a backend that say which server a stream goes to, as they are written. Where the gateway is built, they are
 * understood or refused.
 *
 * @param acls a name and a test each (HAProxy {@code acl})
 * @param useServer a server and a condition each (HAProxy {@code use-server})
 * @param forcePersist when a client comes back to a server that is down, too (HAProxy {@code force-persist})
 * @param ignorePersist when its cookie doesn't count (HAProxy {@code ignore-persist})
 */
public record ServerRulesDefinition(
        List<Line> acls, List<Line> useServer, List<Line> forcePersist, List<Line> ignorePersist) {

    /** No rules. */
    public static final ServerRulesDefinition NONE =
            new ServerRulesDefinition(List.of(), List.of(), List.of(), List.of());

    public ServerRulesDefinition {
        acls = List.copyOf(acls);
        useServer = List.copyOf(useServer);
        forcePersist = List.copyOf(forcePersist);
        ignorePersist = List.copyOf(ignorePersist);
    }

    /** Whether nothing is decided by them; their ACLs may be other rules'. */
    public boolean isEmpty() {
        return useServer.isEmpty() && forcePersist.isEmpty() && ignorePersist.isEmpty();
    }
}
