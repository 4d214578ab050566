package io.epochgateway.definition;

import java.util.List;

/**
 * The rules of a frontend as they are written. Where the gateway is built, they are understood or refused.
 *
 * @param acls a name and a test each (HAProxy {@code acl})
 * @param tcpRequest what is done with connections and what they say first (HAProxy {@code tcp-request})
 * @param httpRequest what is done with requests (HAProxy {@code http-request})
 * @param useBackend where streams go (HAProxy {@code use_backend})
 */
public record RulesDefinition(List<Line> acls, List<Line> tcpRequest, List<Line> httpRequest, List<Line> useBackend) {

    /** No rules. */
    public static final RulesDefinition NONE = new RulesDefinition(List.of(), List.of(), List.of(), List.of());

    /**
     * One rule.
     *
     * @param property the full name of the property that says so, for messages
     * @param text the rule without its keyword, in HAProxy's grammar
     */
    public record Line(String property, String text) {}

    public RulesDefinition {
        acls = List.copyOf(acls);
        tcpRequest = List.copyOf(tcpRequest);
        httpRequest = List.copyOf(httpRequest);
        useBackend = List.copyOf(useBackend);
    }

    public boolean isEmpty() {
        return acls.isEmpty() && tcpRequest.isEmpty() && httpRequest.isEmpty() && useBackend.isEmpty();
    }

    /** Whether a stream may go to a backend of that name, as far as the rules say without looking at a stream. */
    public boolean mayUse(String backend) {
        return useBackend.stream()
                .anyMatch(line -> line.text().strip().split("\\s", 2)[0].equals(backend));
    }
}
