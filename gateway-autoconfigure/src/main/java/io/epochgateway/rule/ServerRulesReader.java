package io.epochgateway.rule;

import static java.util.stream.Collectors.toMap;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Scope;
import io.epochgateway.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Understands the rules of a backend that say which server a stream goes to, or refuses them with a
 * {@link io.epochgateway.definition.DefinitionException}.
 */
public final class ServerRulesReader {

    private final RuleReader reader;
    private final Scope scope;
    private final Map<String, Server> servers;
    private final List<ServerRules.Choice> choices = new ArrayList<>();
    private final List<ServerRules.Exemption> exemptions = new ArrayList<>();

    private ServerRulesReader(RuleReader reader, List<Server> servers) {
        this.reader = reader;
        this.scope = reader.at(Place.USE_SERVER);
        this.servers = servers.stream().collect(toMap(Server::name, Function.identity()));
    }

    /**
     * Reads them.
     *
     * @param parts knows the backend's ACLs
     * @param servers of the backend
     * @return null if there are none
     */
    public static @Nullable ServerRules read(BackendDefinition backend, RuleReader parts, List<Server> servers) {
        ServerRulesDefinition rules = backend.serverRules();
        ServerRulesReader reader = new ServerRulesReader(parts, servers);
        HashedSample hashed = HashedSample.of(backend, reader.scope);
        RdpPersistence rdp = RdpPersistence.of(backend.persistence(), backend.property(), reader.scope, servers);
        if (rules.isEmpty() && hashed == null && rdp == null) {
            return null;
        }
        RuleReader.each(rules.useServer(), reader::readUseServer);
        RuleReader.each(
                rules.forcePersist(), (line, text) -> reader.exempt(ServerRules.Persistence.FORCED, line, text));
        RuleReader.each(
                rules.ignorePersist(), (line, text) -> reader.exempt(ServerRules.Persistence.IGNORED, line, text));
        return new ServerRules(reader.servers, reader.choices, reader.exemptions, rdp, hashed);
    }

    private void readUseServer(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        if (words.isEmpty()) {
            throw new Mistake("the rule names no server", "Write one, and a condition.");
        }
        String name = words.removeFirst();
        Condition condition = condition(line, words);
        if (Template.isOne(name)) {
            choices.add(new ServerRules.Choice(null, Template.of(name, scope), condition));
            return;
        }
        Server server = servers.get(name);
        if (server == null) {
            throw Mistake.unknown("server of the backend", name, servers.keySet());
        }
        choices.add(new ServerRules.Choice(server, null, condition));
    }

    private void exempt(ServerRules.Persistence persistence, RulesDefinition.Line line, String text) throws Mistake {
        exemptions.add(new ServerRules.Exemption(persistence, condition(line, Arguments.of(text))));
    }

    private Condition condition(RulesDefinition.Line line, List<String> words) throws Mistake {
        Condition condition = reader.condition(line, words, scope);
        if (condition == null) {
            throw new Mistake("the rule lacks its condition", "Write 'if' or 'unless' and what it depends on.");
        }
        return condition;
    }
}
