package io.epochgateway.autoconfigure.grammar;

import java.util.List;

/** Names of protocols, as ALPN has them (RFC 7301), separated by commas. */
record ProtocolNames() implements Scalar<List<String>> {

    @Override
    public List<String> parse(String text) throws Mistake {
        List<String> names = List.of(text.split("\\s*,\\s*", -1));
        if (names.stream().anyMatch(String::isEmpty)) {
            throw new Mistake("'" + text + "' has an empty name", "Write names separated by commas: h2,http/1.1.");
        }
        return names;
    }

    @Override
    public String values() {
        return "names, separated by commas";
    }
}
