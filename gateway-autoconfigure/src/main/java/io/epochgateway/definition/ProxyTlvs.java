package io.epochgateway.definition;

import java.util.List;

/**
 * What a header of the PROXY protocol, version 2, tells a server besides the addresses.
 *
 * @param authority whether it passes the client's own on (HAProxy {@code proxy-v2-options authority})
 * @param uniqueId whether it says what the frontend calls the stream (HAProxy {@code proxy-v2-options unique-id})
 * @param values of other types (HAProxy {@code set-proxy-v2-tlv-fmt})
 */
public record ProxyTlvs(boolean authority, boolean uniqueId, List<Value> values) {

    /** Nothing. */
    public static final ProxyTlvs NONE = new ProxyTlvs(false, false, List.of());

    /**
     * One of them.
     *
     * @param type 0 to 255
     * @param format a text with samples in it
     */
    public record Value(int type, RulesDefinition.Line format) {}

    public ProxyTlvs {
        values = List.copyOf(values);
    }

    public boolean isEmpty() {
        return !authority && !uniqueId && values.isEmpty();
    }
}
