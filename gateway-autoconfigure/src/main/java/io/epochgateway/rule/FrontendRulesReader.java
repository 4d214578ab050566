package io.epochgateway.rule;

import io.epochgateway.definition.CaptureDefinition;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.language.Arguments;
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

    private final RuleReader reader;
    private final CapturePlaces captures;
    private final Directory directory;
    private final Function<String, @Nullable B> backends;
    private final List<TcpRules.Rule> connection = new ArrayList<>();
    private final List<TcpRules.Rule> session = new ArrayList<>();
    private final List<TcpRules.Rule> content = new ArrayList<>();
    private final List<HttpRequestRules.Rule> httpRequest = new ArrayList<>();
    private final List<Routes.Route<B>> routes = new ArrayList<>();
    private long inspectDelay;

    private FrontendRulesReader(
            RuleReader reader,
            CaptureDefinition captures,
            Directory directory,
            Function<String, @Nullable B> backends) {
        this.reader = reader;
        this.captures = new CapturePlaces(captures);
        this.directory = directory;
        this.backends = backends;
    }

    /**
     * Reads them.
     *
     * @param mode the frontend's
     * @param captures what it captures without rules
     * @param backends finds those that may be gone to by name
     */
    public static <B> FrontendRules<B> read(
            RulesDefinition rules,
            String frontend,
            Mode mode,
            CaptureDefinition captures,
            Directory directory,
            Function<String, @Nullable B> backends) {
        RuleReader parts = new RuleReader(frontend, directory, rules.acls());
        FrontendRulesReader<B> reader = new FrontendRulesReader<>(parts, captures, directory, backends);
        RuleReader.each(rules.tcpRequest(), reader::readTcpRequest);
        RuleReader.each(rules.httpRequest(), reader::readHttpRequest);
        RuleReader.each(rules.useBackend(), reader::readUseBackend);
        TcpRules content = TcpRules.of(reader.content);
        boolean becomesHttp = content != null && content.mayDecide(TcpVerdict.SWITCH_MODE);
        if (mode == Mode.TCP && !becomesHttp && !reader.httpRequest.isEmpty()) {
            LOG.warn("frontend {}: its http-request rules are ignored, for it has mode tcp", frontend);
        }
        return new FrontendRules<>(
                TcpRules.of(reader.connection),
                TcpRules.of(reader.session),
                content,
                reader.inspectDelay,
                HttpRequestRules.of(reader.httpRequest),
                reader.routes.isEmpty() ? null : new Routes<>(reader.routes, backends),
                reader.captures.all());
    }

    private void readTcpRequest(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        String moment = words.isEmpty() ? "" : words.removeFirst();
        switch (moment) {
            case "inspect-delay" -> inspectDelay = RuleReader.delay(words);
            case "connection" -> connection.add(reader.tcp(line, words, Place.TCP_REQUEST_CONNECTION));
            case "session" -> session.add(reader.tcp(line, words, Place.TCP_REQUEST_SESSION));
            case "content" -> readContent(line, words);
            default ->
                throw Mistake.unknown(
                        "moment of tcp-request", moment, List.of("connection", "session", "content", "inspect-delay"));
        }
    }

    private void readContent(RulesDefinition.Line line, List<String> words) throws Mistake {
        if (!startsWithCapture(words)) {
            content.add(reader.tcp(line, words, Place.TCP_REQUEST_CONTENT));
            return;
        }
        Scope here = reader.at(Place.TCP_REQUEST_CONTENT);
        Effect capture = captures.read(words, here, false);
        content.add(new TcpRules.Rule(capture, reader.condition(line, words, here)));
    }

    /** Consumes the word, if it stands there. */
    private static boolean startsWithCapture(List<String> words) {
        boolean capture = !words.isEmpty() && words.getFirst().equals("capture");
        if (capture) {
            words.removeFirst();
        }
        return capture;
    }

    private void readHttpRequest(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        Scope here = reader.at(Place.HTTP_REQUEST);
        HttpRequestAction action = startsWithCapture(words)
                ? captures.read(words, here, true)
                : HttpRequestAction.read(words, here, FrontendRulesReader::hasReply);
        httpRequest.add(new HttpRequestRules.Rule(action, reader.condition(line, words, here)));
    }

    private static boolean hasReply(int status) {
        return Arrays.stream(ErrorReply.values()).anyMatch(reply -> reply.status() == status);
    }

    private void readUseBackend(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        if (words.isEmpty()) {
            throw new Mistake("the rule names no backend", "Write one.");
        }
        String name = words.removeFirst();
        Scope here = reader.at(Place.USE_BACKEND);
        Condition condition = reader.condition(line, words, here);
        if (Template.isOne(name)) {
            routes.add(new Routes.Route<>(null, Template.of(name, here), condition));
            return;
        }
        B backend = backends.apply(name);
        if (backend == null) {
            throw Mistake.unknown("backend that the frontend leads to", name, directory.backends());
        }
        routes.add(new Routes.Route<>(backend, null, condition));
    }
}
