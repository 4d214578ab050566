package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ResolversDefinition;
import io.epochgateway.definition.ResolversDefinition.NameServer;
import io.epochgateway.definition.SocketAddress.Tcp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the sections of name servers, and turns templates into servers. */
final class ResolversGrammar {

    /** The section that is there without being written: the system's name servers. */
    private static final String DEFAULT = "default";

    private ResolversGrammar() {}

    static List<ResolversDefinition> resolvers(Settings gateway, List<BackendDefinition> backends) {
        Map<String, Settings> written = gateway.get(ResolversKeywords.RESOLVERS, Map.of());
        List<ResolversDefinition> all = new ArrayList<>();
        written.forEach(
                (name, section) -> all.add(section(name, section, section.get(ResolversKeywords.PARSE_RESOLV_CONF))));
        boolean wanted = backends.stream()
                .flatMap(backend -> backend.servers().stream())
                .anyMatch(server -> DEFAULT.equals(server.resolution().resolvers()));
        if (wanted && !written.containsKey(DEFAULT)) {
            all.add(section(DEFAULT, new Settings("gateway.resolvers.default", Map.of()), true));
        }
        return all;
    }

    private static ResolversDefinition section(String name, Settings section, boolean parseResolvConf) {
        Settings timeout = section.get(ResolversKeywords.TIMEOUT, Settings.NONE);
        List<NameServer> nameServers = section.get(ResolversKeywords.NAME_SERVER, Map.of()).entrySet().stream()
                .map(server -> nameServer(server.getKey(), server.getValue()))
                .toList();
        return new ResolversDefinition(
                name,
                section.property(),
                nameServers,
                parseResolvConf,
                section.get(ResolversKeywords.RESOLVE_RETRIES),
                timeout.get(ResolversKeywords.RESOLVE),
                timeout.get(ResolversKeywords.RETRY),
                ResolversKeywords.hold(section.get(ResolversKeywords.HOLD, Settings.NONE)),
                section.get(ResolversKeywords.ACCEPTED_PAYLOAD_SIZE));
    }

    private static NameServer nameServer(String id, Settings server) {
        Tcp address = server.find(ResolversKeywords.NAME_SERVER_ADDRESS);
        if (address == null) {
            throw new DefinitionException(
                    server.property(), null, "there is no address", "Write one, for example '10.0.0.53:53'.");
        }
        return new NameServer(id, address.host(), address.port());
    }

    /** The servers that are written, and behind them those that templates make. */
    static Map<String, Settings> servers(Settings backend) {
        Map<String, Settings> all = new LinkedHashMap<>(backend.get(Keywords.SERVERS, Map.of()));
        backend.get(Keywords.SERVER_TEMPLATES, Map.of()).forEach((prefix, template) -> {
            SlotRange.Slots slots = template.find(ResolversKeywords.SLOTS);
            if (slots == null) {
                throw new DefinitionException(
                        template.property(),
                        null,
                        "there is no number of servers",
                        "Write it before the address, for example '3 web.example.org:80'.");
            }
            for (int i = slots.first(); i <= slots.last(); i++) {
                if (all.putIfAbsent(prefix + i, template) != null) {
                    throw new DefinitionException(
                            template.property(),
                            null,
                            "there is a server '" + prefix + i + "' already",
                            "Give the template another name, or its servers other numbers.");
                }
            }
        });
        return all;
    }
}
