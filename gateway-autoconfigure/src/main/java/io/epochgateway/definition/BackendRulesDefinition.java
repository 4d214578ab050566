package io.epochgateway.definition;

import java.util.List;

/**
 * The rules of a backend as they are written, but for those that choose a server. Where the gateway is built, they are understood or refused.
 *
 * @param acls a name and a test each, for all rules of the backend (HAProxy {@code acl})
 * @param tcpRequest what is done with what clients say first (HAProxy {@code tcp-request})
 * @param tcpResponse what is done with what servers say first (HAProxy {@code tcp-response})
 */
public record BackendRulesDefinition(
        List<RulesDefinition.Line> acls,
        List<RulesDefinition.Line> tcpRequest,
        List<RulesDefinition.Line> tcpResponse) {

    /** No rules. */
    public static final BackendRulesDefinition NONE = new BackendRulesDefinition(List.of(), List.of(), List.of());

    public BackendRulesDefinition {
        acls = List.copyOf(acls);
        tcpRequest = List.copyOf(tcpRequest);
        tcpResponse = List.copyOf(tcpResponse);
    }
}
