package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Mistake;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code scope.name} of a variable.
 *
 * @param scope how long it lives
 * @param name without the scope
 */
public record VariableName(Scope scope, String name) {

    /** How long a variable lives. */
    public enum Scope {
        /** As the process. */
        PROC,
        /** As the client's connection. */
        SESS,
        /** As the request and its response. */
        TXN,
        /** While the request is worked on. */
        REQ,
        /** While the response is worked on. */
        RES;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code scope.name}. */
    public static VariableName of(String text) throws Mistake {
        int dot = text.indexOf('.');
        String name = text.substring(dot + 1);
        if (dot < 0 || !name.matches("[A-Za-z0-9_.]+")) {
            throw new Mistake(
                    "'" + text + "' is no variable",
                    "Write a scope, a dot, and a name of letters, digits and underscores, for example txn.name.");
        }
        String word = text.substring(0, dot);
        List<String> words = Arrays.stream(Scope.values()).map(Scope::word).toList();
        int place = words.indexOf(word);
        if (place < 0) {
            throw Mistake.unknown("scope of a variable", word, words);
        }
        return new VariableName(Scope.values()[place], name);
    }
}
