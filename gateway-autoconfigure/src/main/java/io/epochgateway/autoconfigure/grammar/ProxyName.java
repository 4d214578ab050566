package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Pattern;

/** The name of a proxy or a server, in HAProxy's character set. */
record ProxyName() implements Scalar<String> {

    static final Pattern VALID = Pattern.compile("[A-Za-z0-9_:.-]+");

    @Override
    public String parse(String text) throws Mistake {
        if (!VALID.matcher(text).matches()) {
            throw new Mistake("'" + text + "' is no name", "Use letters, digits and _ : . - only.");
        }
        return text;
    }

    @Override
    public String values() {
        return "name";
    }
}
