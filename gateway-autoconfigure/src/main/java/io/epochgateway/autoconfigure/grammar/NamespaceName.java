package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Pattern;

/** The name of a network namespace: a file in {@code /var/run/netns}. */
record NamespaceName() implements Scalar<String> {

    private static final Pattern VALID = Pattern.compile("(?!\\.{1,2}$)[^\\s/*]{1,255}");

    @Override
    public String parse(String text) throws Mistake {
        if (text.equals("*")) {
            throw new Mistake(
                    "'*' is no network namespace: the one that a client's header names is not supported",
                    "Write one that 'ip netns list' shows.");
        }
        if (!VALID.matcher(text).matches()) {
            throw new Mistake("'" + text + "' is no network namespace", "Write one that 'ip netns list' shows.");
        }
        return text;
    }

    @Override
    public String values() {
        return "namespace";
    }
}
