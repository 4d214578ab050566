package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Pattern;

/** The name of a user or a group of the system. */
record AccountName() implements Scalar<String> {

    private static final Pattern VALID = Pattern.compile("[^\\s:]+");

    @Override
    public String parse(String text) throws Mistake {
        if (!VALID.matcher(text).matches()) {
            throw new Mistake("'" + text + "' is no name of an account", "Write it as the system does.");
        }
        return text;
    }

    @Override
    public String values() {
        return "name";
    }
}
