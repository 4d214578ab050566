package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BackendRulesDefinition;
import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The words of rules, and what they come to. */
final class RuleKeywords {

    static final Keyword<List<RulesDefinition.Line>> ACL = new Keyword<>(
            "acl",
            new RuleLines("name and test", List.of()),
            "Tests for conditions, by name; several of one name are alternatives.");
    static final Keyword<List<RulesDefinition.Line>> TCP_REQUEST = new Keyword<>(
            "tcp-request",
            new RuleLines("rule", List.of("connection", "session", "content", "inspect-delay")),
            "What is done with connections, and with what they say first.");
    static final Keyword<List<RulesDefinition.Line>> HTTP_REQUEST = new Keyword<>(
            "http-request", new RuleLines("rule", List.of()), "What is done with requests, in mode `http`.");
    static final Keyword<List<RulesDefinition.Line>> USE_BACKEND = new Keyword<>(
            "use-backend",
            new RuleLines("backend and condition", List.of()),
            "Where streams go; the first rule that holds decides, and if none does, `default-backend`.");
    static final Keyword<List<RulesDefinition.Line>> USE_SERVER = new Keyword<>(
            "use-server",
            new RuleLines("server and condition", List.of()),
            "Which server streams go to; the first rule that holds and whose server is up decides.");
    static final Keyword<List<RulesDefinition.Line>> FORCE_PERSIST = new Keyword<>(
            "force-persist",
            new RuleLines("condition", List.of()),
            "When a client comes back to its server even if that is down.");
    static final Keyword<List<RulesDefinition.Line>> IGNORE_PERSIST = new Keyword<>(
            "ignore-persist",
            new RuleLines("condition", List.of()),
            "When a client's cookie neither counts nor is set.");
    static final Keyword<Duration> TARPIT = Keywords.timeout(
            "tarpit",
            null,
            "How long `http-request tarpit` holds a request before it is denied. Otherwise as `timeout.connect`.");

    static final Keyword<List<RulesDefinition.Line>> TCP_RESPONSE = new Keyword<>(
            "tcp-response",
            new RuleLines("rule", List.of("content", "inspect-delay")),
            "What is done with what servers say first.");

    /** Of frontends. */
    static final List<Keyword<?>> OF_FRONTENDS = List.of(ACL, TCP_REQUEST, HTTP_REQUEST, USE_BACKEND);

    /** Of backends and of what is both; ACLs and {@code tcp-request} besides. */
    static final List<Keyword<?>> OF_BACKENDS = List.of(TCP_RESPONSE, USE_SERVER, FORCE_PERSIST, IGNORE_PERSIST);

    /** Of {@code defaults}. */
    static final List<Keyword<?>> OF_DEFAULTS = List.of(ACL, TCP_REQUEST, TCP_RESPONSE, HTTP_REQUEST);

    private static final List<String> MOMENTS_OF_BACKENDS = List.of("content", "inspect-delay");

    private RuleKeywords() {}

    /**
     * Those of a backend. What of a {@code listen} looks at requests is its frontend's.
     *
     * @param defaults whose rules come first, as far as backends have such
     */
    static BackendRulesDefinition ofBackend(Settings backend, Settings defaults) {
        List<RulesDefinition.Line> before = defaults.get(TCP_REQUEST, List.of()).stream()
                .filter(line -> MOMENTS_OF_BACKENDS.contains(line.text().split("\\s", 2)[0]))
                .toList();
        return new BackendRulesDefinition(
                both(ACL, backend, defaults),
                backend.find(Keywords.BIND) != null ? List.of() : joined(before, backend.get(TCP_REQUEST, List.of())),
                both(TCP_RESPONSE, backend, defaults));
    }

    /**
     * Those of a frontend.
     *
     * @param defaults whose rules come first
     */
    static RulesDefinition ofFrontend(Settings frontend, Settings defaults) {
        return new RulesDefinition(
                both(ACL, frontend, defaults),
                both(TCP_REQUEST, frontend, defaults),
                both(HTTP_REQUEST, frontend, defaults),
                frontend.get(USE_BACKEND, List.of()));
    }

    private static List<RulesDefinition.Line> both(
            Keyword<List<RulesDefinition.Line>> keyword, Settings proxy, Settings defaults) {
        return joined(defaults.get(keyword, List.of()), proxy.get(keyword, List.of()));
    }

    private static List<RulesDefinition.Line> joined(
            List<RulesDefinition.Line> before, List<RulesDefinition.Line> own) {
        return Stream.concat(before.stream(), own.stream()).toList();
    }

    static ServerRulesDefinition ofServers(Settings backend) {
        return new ServerRulesDefinition(
                backend.get(USE_SERVER, List.of()),
                backend.get(FORCE_PERSIST, List.of()),
                backend.get(IGNORE_PERSIST, List.of()));
    }
}
