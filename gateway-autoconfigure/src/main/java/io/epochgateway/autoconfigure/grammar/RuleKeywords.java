package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.RulesDefinition;
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

    /** Of frontends. */
    static final List<Keyword<?>> OF_FRONTENDS = List.of(ACL, TCP_REQUEST, HTTP_REQUEST, USE_BACKEND);

    private RuleKeywords() {}

    static RulesDefinition read(Settings frontend) {
        return new RulesDefinition(
                frontend.get(ACL, List.of()),
                frontend.get(TCP_REQUEST, List.of()),
                frontend.get(HTTP_REQUEST, List.of()),
                frontend.get(USE_BACKEND, List.of()));
    }
}
