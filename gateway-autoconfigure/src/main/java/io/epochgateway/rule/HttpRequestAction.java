package io.epochgateway.rule;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** What a rule of {@code http-request} does. */
public sealed interface HttpRequestAction permits HttpRequestAction.Final, Effect {

    /** Ends the rules, or the request. */
    sealed interface Final extends HttpRequestAction {}

    /** The request goes on. */
    record Allow() implements Final {}

    /**
     * It is answered with an error.
     *
     * @param status of the answer
     */
    record Deny(int status) implements Final {}

    /**
     * It is held for a while, then answered with an error.
     *
     * @param status of the answer
     */
    record Tarpit(int status) implements Final {}

    /** Its connection ends without a word. */
    record Reject() implements Final {}

    /** Its connection ends, and the client isn't told. */
    record SilentDrop() implements Final {}

    /**
     * Reads an action.
     *
     * @param words are consumed as far as they belong to it
     * @param statuses those that there is a reply for
     */
    static HttpRequestAction read(List<String> words, Scope scope, IntPredicate statuses) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake("the rule lacks its action", "Write for example 'deny' or 'allow'.");
        }
        Effect effect = Effect.read(words, scope);
        if (effect != null) {
            return effect;
        }
        String word = words.removeFirst();
        return switch (word) {
            case "allow" -> new Allow();
            case "reject" -> new Reject();
            case "silent-drop" -> new SilentDrop();
            case "deny" -> new Deny(denyStatus(words, 403, statuses));
            case "tarpit" -> new Tarpit(denyStatus(words, 500, statuses));
            default -> {
                List<String> valid = new ArrayList<>(List.of("allow", "deny", "reject", "silent-drop", "tarpit"));
                valid.addAll(Effect.names(scope.place()));
                throw Mistake.unknown("action of http-request", Effect.name(word), valid);
            }
        };
    }

    private static int denyStatus(List<String> words, int otherwise, IntPredicate statuses) throws Mistake {
        if (words.isEmpty()
                || !(words.getFirst().equals("deny_status") || words.getFirst().equals("status"))) {
            return otherwise;
        }
        words.removeFirst();
        String text = words.isEmpty() ? "" : words.removeFirst();
        if (!text.matches("[2-5]\\d\\d") || !statuses.test(Integer.parseInt(text))) {
            throw new Mistake(
                    "'" + text + "' is no status that there is a reply for", "Write an error such as 403, 404 or 429.");
        }
        return Integer.parseInt(text);
    }
}
