package io.epochgateway.rule;

import static java.util.stream.Collectors.toMap;

import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import io.epochgateway.rule.acl.Acls;
import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directory;
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

    private final Acls acls = new Acls();
    private final Scope scope;
    private final Map<String, Server> servers;
    private final List<ServerRules.Choice> choices = new ArrayList<>();
    private final List<ServerRules.Exemption> exemptions = new ArrayList<>();

    private ServerRulesReader(String backend, Directory directory, List<Server> servers) {
        this.scope = new Scope(Place.USE_SERVER, backend, directory);
        this.servers = servers.stream().collect(toMap(Server::name, Function.identity()));
    }

    private interface Part {
        void read(List<String> words) throws Mistake;
    }

    /**
     * Reads them.
     *
     * @param servers of the backend
     * @return null if there are none
     */
    public static @Nullable ServerRules read(
            ServerRulesDefinition rules, String backend, Directory directory, List<Server> servers) {
        if (rules.isEmpty()) {
            return null;
        }
        ServerRulesReader reader = new ServerRulesReader(backend, directory, servers);
        rules.acls().forEach(line -> read(line, words -> reader.readAcl(line.text())));
        rules.useServer().forEach(line -> read(line, reader::readUseServer));
        rules.forcePersist().forEach(line -> read(line, words -> reader.exempt(ServerRules.Persistence.FORCED, words)));
        rules.ignorePersist()
                .forEach(line -> read(line, words -> reader.exempt(ServerRules.Persistence.IGNORED, words)));
        return new ServerRules(reader.servers, reader.choices, reader.exemptions);
    }

    private static void read(RulesDefinition.Line line, Part part) {
        try {
            part.read(new ArrayList<>(Arguments.of(line.text())));
        } catch (Mistake mistake) {
            throw mistake.at(line.property(), line.text());
        }
    }

    private void readAcl(String text) throws Mistake {
        String[] nameAndTest = text.strip().split("\\s+", 2);
        acls.add(nameAndTest[0], nameAndTest.length > 1 ? nameAndTest[1] : "", scope);
    }

    private void readUseServer(List<String> words) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake("the rule names no server", "Write one, and a condition.");
        }
        String name = words.removeFirst();
        Condition condition = condition(words);
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

    private void exempt(ServerRules.Persistence persistence, List<String> words) throws Mistake {
        exemptions.add(new ServerRules.Exemption(persistence, condition(words)));
    }

    private Condition condition(List<String> words) throws Mistake {
        Condition condition = acls.condition(words, scope);
        if (condition == null) {
            throw new Mistake("the rule lacks its condition", "Write 'if' or 'unless' and what it depends on.");
        }
        return condition;
    }
}
