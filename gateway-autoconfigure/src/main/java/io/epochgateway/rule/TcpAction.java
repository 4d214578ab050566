package io.epochgateway.rule;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import io.epochgateway.rule.sample.VariableName;
import io.epochgateway.rule.sample.Variables;
import java.util.ArrayList;
import java.util.List;

/** What a rule of {@code tcp-request} or {@code tcp-response} does. */
sealed interface TcpAction {

    /** Ends the rules, or the stream. */
    record Final(TcpVerdict verdict) implements TcpAction {}

    /** Keeps a value. */
    record SetVar(VariableName name, Expression expression) implements TcpAction {

        void apply(Evidence evidence, Sample sample) {
            Variables variables = evidence.variables(name.scope());
            if (variables != null && expression.evaluate(evidence, sample)) {
                variables.set(name, sample);
            }
        }
    }

    /** Forgets a value. */
    record UnsetVar(VariableName name) implements TcpAction {

        void apply(Evidence evidence) {
            Variables variables = evidence.variables(name.scope());
            if (variables != null) {
                variables.unset(name);
            }
        }
    }

    /**
     * Reads an action.
     *
     * @param words are consumed as far as they belong to it
     */
    static TcpAction read(List<String> words, Scope scope) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake("the rule lacks its action", "Write for example 'accept' or 'reject'.");
        }
        String word = words.removeFirst();
        if (word.startsWith("set-var(")) {
            VariableName name = VariableName.of(argument(word));
            if (words.isEmpty()) {
                throw new Mistake("'" + word + "' lacks its value", "Write a sample behind it.");
            }
            return new SetVar(name, Expression.parse(words.removeFirst(), scope));
        }
        if (word.startsWith("unset-var(")) {
            return new UnsetVar(VariableName.of(argument(word)));
        }
        if (word.equals("expect-proxy") && scope.place() == Place.TCP_REQUEST_CONNECTION) {
            if (words.isEmpty() || !words.removeFirst().equals("layer4")) {
                throw new Mistake("'expect-proxy' lacks 'layer4'", "Write expect-proxy layer4.");
            }
            return new Final(TcpVerdict.EXPECT_PROXY);
        }
        if (word.equals("close") && scope.place() == Place.TCP_RESPONSE_CONTENT) {
            return new Final(TcpVerdict.CLOSE);
        }
        return switch (word) {
            case "accept" -> new Final(TcpVerdict.ACCEPT);
            case "reject" -> new Final(TcpVerdict.REJECT);
            default -> throw unknown(word, scope.place());
        };
    }

    private static Mistake unknown(String word, Place place) {
        if (word.startsWith("track-sc") || word.startsWith("sc-")) {
            return new Mistake("'" + word + "' needs stick tables, which are not supported", "Leave the rule out.");
        }
        List<String> valid = new ArrayList<>(List.of("accept", "reject", "set-var", "unset-var"));
        if (place == Place.TCP_REQUEST_CONNECTION) {
            valid.add("expect-proxy");
        }
        if (place == Place.TCP_RESPONSE_CONTENT) {
            valid.add("close");
        }
        return Mistake.unknown("action of " + place.word(), word, valid);
    }

    private static String argument(String word) throws Mistake {
        if (!word.endsWith(")")) {
            throw new Mistake("the parentheses of '" + word + "' are not closed", "Close them.");
        }
        return word.substring(word.indexOf('(') + 1, word.length() - 1);
    }
}
