package io.epochgateway.server.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says in a line: words between blanks, tabs and commas, of each kind the last one counts; behind a
 * {@code #} that begins a word, why the server's health is what it says.
 *
 * @param health {@code up}, {@code down}, {@code stopped} or {@code fail}, as it was written; null without
 * @param administration {@code ready}, {@code drain} or {@code maint}; null without
 * @param weight such as {@code 75%}; null without
 * @param maxconn a number, or what stands in its place; null without
 * @param unknown the first word of no kind; null if there is none
 * @param description what is behind the {@code #}
 */
record AgentAnswer(
        @Nullable String health,
        @Nullable String administration,
        @Nullable String weight,
        @Nullable String maxconn,
        @Nullable String unknown,
        String description) {

    private static final String MAXCONN = "maxconn:";

    /** Of a line without its end. */
    static AgentAnswer parse(String line) {
        AgentAnswer answer = new AgentAnswer(null, null, null, null, null, "");
        int at = 0;
        while (at < line.length()) {
            if (isBetweenWords(line.charAt(at))) {
                at++;
            } else if (line.charAt(at) == '#') {
                return answer.describedBy(line.substring(at + 1).stripLeading());
            } else {
                int end = at;
                while (end < line.length() && !isBetweenWords(line.charAt(end))) {
                    end++;
                }
                answer = answer.with(line.substring(at, end));
                at = end;
            }
        }
        return answer;
    }

    private static boolean isBetweenWords(char letter) {
        return letter == ' ' || letter == '\t' || letter == ',';
    }

    private AgentAnswer describedBy(String text) {
        return new AgentAnswer(health, administration, weight, maxconn, unknown, text);
    }

    private AgentAnswer with(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "up", "down", "stopped", "fail" -> {
                return new AgentAnswer(word, administration, weight, maxconn, unknown, description);
            }
            case "ready", "drain", "maint" -> {
                return new AgentAnswer(health, lower, weight, maxconn, unknown, description);
            }
            default -> {}
        }
        if (word.charAt(0) >= '0' && word.charAt(0) <= '9' && word.indexOf('%') > 0) {
            return new AgentAnswer(health, administration, word, maxconn, unknown, description);
        }
        if (lower.startsWith(MAXCONN)) {
            return new AgentAnswer(
                    health, administration, weight, word.substring(MAXCONN.length()), unknown, description);
        }
        return unknown == null ? new AgentAnswer(health, administration, weight, maxconn, word, description) : this;
    }

    boolean saysUp() {
        return health != null && health.equalsIgnoreCase("up");
    }
}
