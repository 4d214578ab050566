package io.epochgateway.rule;

import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.rule.acl.Acls;
import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Duration;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Understands the rules of a frontend, or refuses them with a {@link io.epochgateway.definition.DefinitionException}.
 *
 * @param <B> what a backend is to those who go there
 */
public final class FrontendRulesReader<B> {

    private static final Logger LOG = LoggerFactory.getLogger(FrontendRulesReader.class);

    private final Acls acls = new Acls();
    private final Scope scope;
    private final Function<String, @Nullable B> backends;
    private final List<TcpRules.Rule> connection = new ArrayList<>();
    private final List<TcpRules.Rule> session = new ArrayList<>();
    private final List<TcpRules.Rule> content = new ArrayList<>();
    private final List<HttpRequestRules.Rule> httpRequest = new ArrayList<>();
    private final List<Routes.Route<B>> routes = new ArrayList<>();
    private long inspectDelay;

    private FrontendRulesReader(String frontend, Directory directory, Function<String, @Nullable B> backends) {
        this.scope = new Scope(Place.TCP_REQUEST_CONTENT, frontend, directory);
        this.backends = backends;
    }

    private interface Part {
        void read(String text) throws Mistake;
    }

    /**
     * Reads them.
     *
     * @param backends finds those that may be gone to by name
     * @return null if there are none
     */
    public static <B> @Nullable FrontendRules<B> read(
            RulesDefinition rules, String frontend, Directory directory, Function<String, @Nullable B> backends) {
        if (rules.isEmpty()) {
            return null;
        }
        FrontendRulesReader<B> reader = new FrontendRulesReader<>(frontend, directory, backends);
        rules.acls().forEach(line -> read(line, reader::readAcl));
        rules.tcpRequest().forEach(line -> read(line, text -> reader.readTcpRequest(line, text)));
        rules.httpRequest().forEach(line -> read(line, text -> reader.readHttpRequest(line, text)));
        rules.useBackend().forEach(line -> read(line, text -> reader.readUseBackend(line, text)));
        return new FrontendRules<>(
                TcpRules.of(reader.connection),
                TcpRules.of(reader.session),
                TcpRules.of(reader.content),
                reader.inspectDelay,
                HttpRequestRules.of(reader.httpRequest),
                reader.routes.isEmpty() ? null : new Routes<>(reader.routes, backends));
    }

    private static void read(RulesDefinition.Line line, Part part) {
        try {
            part.read(line.text());
        } catch (Mistake mistake) {
            throw mistake.at(line.property(), line.text());
        }
    }

    private void readAcl(String text) throws Mistake {
        String[] nameAndTest = text.strip().split("\\s+", 2);
        acls.add(nameAndTest[0], nameAndTest.length > 1 ? nameAndTest[1] : "", scope);
    }

    private void readTcpRequest(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        String moment = words.isEmpty() ? "" : words.removeFirst();
        switch (moment) {
            case "inspect-delay" -> inspectDelay = delay(words);
            case "connection" -> connection.add(rule(line, words, Place.TCP_REQUEST_CONNECTION));
            case "session" -> session.add(rule(line, words, Place.TCP_REQUEST_SESSION));
            case "content" -> content.add(rule(line, words, Place.TCP_REQUEST_CONTENT));
            default ->
                throw Mistake.unknown(
                        "moment of tcp-request", moment, List.of("connection", "session", "content", "inspect-delay"));
        }
    }

    private static long delay(List<String> words) throws Mistake {
        if (words.size() != 1) {
            throw new Mistake("'inspect-delay' takes one time", "Write for example inspect-delay 5s.");
        }
        return Duration.millis(words.getFirst());
    }

    private TcpRules.Rule rule(RulesDefinition.Line line, List<String> words, Place place) throws Mistake {
        Scope here = scope.at(place);
        TcpAction action = TcpAction.read(words, here);
        return new TcpRules.Rule(action, condition(line, words, here));
    }

    private void readHttpRequest(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        Scope here = scope.at(Place.HTTP_REQUEST);
        HttpRequestAction action = HttpRequestAction.read(words, here, FrontendRulesReader::hasReply);
        httpRequest.add(new HttpRequestRules.Rule(action, condition(line, words, here)));
    }

    private static boolean hasReply(int status) {
        return Arrays.stream(ErrorReply.values()).anyMatch(reply -> reply.status() == status);
    }

    private @Nullable Condition condition(RulesDefinition.Line line, List<String> words, Scope here) throws Mistake {
        Condition condition = acls.condition(words, here);
        if (condition != null && !condition.isPossibleAt(here.place())) {
            LOG.warn(
                    "{} = '{}': looks at what is never known in {}, so that part of it never matches",
                    line.property(),
                    line.text(),
                    here.place().word());
        }
        return condition;
    }

    private void readUseBackend(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        if (words.isEmpty()) {
            throw new Mistake("the rule names no backend", "Write one.");
        }
        String name = words.removeFirst();
        Scope here = scope.at(Place.USE_BACKEND);
        Condition condition = condition(line, words, here);
        if (Template.isOne(name)) {
            routes.add(new Routes.Route<>(null, Template.of(name, here), condition));
            return;
        }
        B backend = backends.apply(name);
        if (backend == null) {
            throw Mistake.unknown(
                    "backend of the frontend's mode", name, scope.directory().backends());
        }
        routes.add(new Routes.Route<>(backend, null, condition));
    }
}
