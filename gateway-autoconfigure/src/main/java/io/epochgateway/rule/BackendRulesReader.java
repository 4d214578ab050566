package io.epochgateway.rule;

import io.epochgateway.definition.BackendRulesDefinition;
import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands the rules of a backend that look at what clients and servers say first, or refuses them with a
 * {@link io.epochgateway.definition.DefinitionException}.
 */
public final class BackendRulesReader {

    private static final List<String> MOMENTS = List.of("content", "inspect-delay");

    private final RuleReader reader;
    private final List<TcpRules.Rule> content = new ArrayList<>();
    private final List<TcpRules.Rule> response = new ArrayList<>();
    private long inspectDelay;
    private long responseDelay;

    private BackendRulesReader(RuleReader reader) {
        this.reader = reader;
    }

    /**
     * Reads them.
     *
     * @param parts knows the backend's ACLs
     * @return null if there are none
     */
    public static @Nullable BackendRules read(BackendRulesDefinition rules, RuleReader parts) {
        BackendRulesReader reader = new BackendRulesReader(parts);
        RuleReader.each(rules.tcpRequest(), reader::readTcpRequest);
        RuleReader.each(rules.tcpResponse(), reader::readTcpResponse);
        return reader.content.isEmpty() && reader.response.isEmpty()
                ? null
                : new BackendRules(
                        TcpRules.of(reader.content),
                        reader.inspectDelay,
                        TcpRules.of(reader.response),
                        reader.responseDelay);
    }

    private void readTcpRequest(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = words("tcp-request", text);
        if (words.removeFirst().equals("content")) {
            if (!words.isEmpty() && words.getFirst().equals("switch-mode")) {
                throw new Mistake("'switch-mode' is for frontends", "Move the rule to one of them.");
            }
            content.add(reader.tcp(line, words, Place.TCP_REQUEST_CONTENT));
        } else {
            inspectDelay = RuleReader.delay(words);
        }
    }

    private void readTcpResponse(RulesDefinition.Line line, String text) throws Mistake {
        List<String> words = words("tcp-response", text);
        if (words.removeFirst().equals("content")) {
            response.add(reader.tcp(line, words, Place.TCP_RESPONSE_CONTENT));
        } else {
            responseDelay = RuleReader.delay(words);
        }
    }

    private List<String> words(String keyword, String text) throws Mistake {
        List<String> words = new ArrayList<>(Arguments.of(text));
        String moment = words.isEmpty() ? "" : words.getFirst();
        if (!MOMENTS.contains(moment)) {
            throw Mistake.unknown("moment of " + keyword + " in a backend", moment, MOMENTS);
        }
        return words;
    }
}
