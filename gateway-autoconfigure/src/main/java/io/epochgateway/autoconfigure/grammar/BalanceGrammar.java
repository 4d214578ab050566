package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.HashType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a backend's servers are chosen, and the numbers by which they are. */
final class BalanceGrammar {

    private BalanceGrammar() {}

    static BalanceDefinition balance(Settings backend) {
        Setting<BalanceAlgorithm> algorithm = backend.setting(BalanceKeywords.BALANCE);
        HashType type = backend.get(BalanceKeywords.HASH_TYPE);
        return new BalanceDefinition(
                algorithm == null ? "" : algorithm.property(),
                algorithm == null ? backend.get(BalanceKeywords.BALANCE) : algorithm.value(),
                type,
                backend.get(BalanceKeywords.HASH_BALANCE_FACTOR),
                backend.get(BalanceKeywords.HASH_PRESERVE_AFFINITY),
                backend.get(OptionKeywords.OPTION, Settings.NONE).get(BalanceKeywords.ALLBACKUPS));
    }

    /** The number of each server: what is written, else its place in the configuration or the next that is free. */
    static Map<String, Integer> ids(Map<String, Settings> servers) {
        Map<Integer, String> taken = new HashMap<>();
        servers.forEach((name, server) -> {
            Setting<Integer> id = server.setting(BalanceKeywords.ID);
            String other = id == null ? null : taken.putIfAbsent(id.value(), name);
            if (id != null && other != null) {
                throw new DefinitionException(
                        id.property(),
                        id.value().toString(),
                        "server " + other + " has this id already",
                        "Give one of them another id.");
            }
        });
        Map<String, Integer> ids = new LinkedHashMap<>();
        int next = 1;
        for (Map.Entry<String, Settings> server : servers.entrySet()) {
            Setting<Integer> id = server.getValue().setting(BalanceKeywords.ID);
            while (id == null && taken.containsKey(next)) {
                next++;
            }
            ids.put(server.getKey(), id == null ? next : id.value());
            next++;
        }
        return ids;
    }
}
