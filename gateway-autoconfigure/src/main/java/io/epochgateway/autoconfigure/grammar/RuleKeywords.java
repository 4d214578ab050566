package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BackendRulesDefinition;
import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import java.time.Duration;
import java.util.List;

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
            "What is done with what servers say first, in mode `tcp`.");

    /** Of frontends. */
    static final List<Keyword<?>> OF_FRONTENDS = List.of(ACL, TCP_REQUEST, HTTP_REQUEST, USE_BACKEND);

    /** Of backends and of what is both; ACLs and {@code tcp-request} besides. */
    static final List<Keyword<?>> OF_BACKENDS = List.of(TCP_RESPONSE, USE_SERVER, FORCE_PERSIST, IGNORE_PERSIST);

    private RuleKeywords() {}

    /** What of a {@code listen} looks at requests is its frontend's. */
    static BackendRulesDefinition ofBackend(Settings backend) {
        boolean listens = backend.find(Keywords.BIND) != null;
        return new BackendRulesDefinition(
                backend.get(ACL, List.of()),
                listens ? List.of() : backend.get(TCP_REQUEST, List.of()),
                backend.get(TCP_RESPONSE, List.of()));
    }

    static RulesDefinition read(Settings frontend) {
        return new RulesDefinition(
                frontend.get(ACL, List.of()),
                frontend.get(TCP_REQUEST, List.of()),
                frontend.get(HTTP_REQUEST, List.of()),
                frontend.get(USE_BACKEND, List.of()));
    }

    static ServerRulesDefinition ofServers(Settings backend) {
        return new ServerRulesDefinition(
                backend.get(USE_SERVER, List.of()),
                backend.get(FORCE_PERSIST, List.of()),
                backend.get(IGNORE_PERSIST, List.of()));
    }
}
