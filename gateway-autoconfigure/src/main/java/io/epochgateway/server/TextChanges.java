package io.epochgateway.server;

import org.jspecify.annotations.Nullable;

/**
 * Changes of servers that agents and operators write as text; what is wrong with one is said in HAProxy's words. Any thread.
 */
public final class TextChanges {

    private static final int MOST_WEIGHT = 256;

    private TextChanges() {}

    /**
     * A weight, or percent of the one that the server began with.
     *
     * @return what is wrong with it; null if it is done
     */
    public static @Nullable String weight(ServerStates states, Server server, String text) {
        int percentAt = text.indexOf('%');
        String digits = percentAt < 0 ? text : text.substring(0, percentAt);
        if (text.isEmpty()) {
            return "Require <weight> or <weight%>.";
        }
        if (!digits.matches("-?\\d{1,9}")) {
            boolean begins = digits.matches("-?\\d.*");
            return begins ? "Trailing garbage in weight string" : "Empty weight string empty or preceded by garbage";
        }
        if (percentAt >= 0 && percentAt < text.length() - 1) {
            return "Trailing garbage in weight string";
        }
        return weight(states, server, Integer.parseInt(digits), percentAt >= 0);
    }

    private static @Nullable String weight(ServerStates states, Server server, int number, boolean percent) {
        int initial = server.definition().weight();
        long weight = percent ? Math.min((long) initial * number / 100, MOST_WEIGHT) : number;
        boolean allOrNothing = percent ? number == 0 || number == 100 : weight == 0 || weight == initial;
        if (percent && number < 0) {
            return "Relative weight must be positive.";
        }
        if (weight < 0 || weight > MOST_WEIGHT) {
            return "Absolute weight can only be between 0 and 256 inclusive.";
        }
        if (!states.isDynamic() && !allOrNothing) {
            return "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.";
        }
        states.weigh(server, (int) weight);
        return null;
    }

    /**
     * A number of slots; 0 for no limit.
     *
     * @return what is wrong with it; null if it is done
     */
    public static @Nullable String maxconn(ServerStates states, Server server, String text) {
        if (text.isEmpty()) {
            return "Require <maxconn>.";
        }
        if (!Character.isDigit(text.charAt(0))) {
            return "maxconn string empty or preceded by garbage";
        }
        if (!text.matches("[0-9]{1,9}")) {
            return "Trailing garbage in maxconn string";
        }
        states.limit(server, Integer.parseInt(text));
        return null;
    }
}
