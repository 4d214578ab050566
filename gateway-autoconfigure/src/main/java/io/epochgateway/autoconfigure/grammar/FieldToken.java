package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Pattern;

/** The name of a header field (RFC 9110 section 5.1). */
record FieldToken() implements Scalar<String> {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    @Override
    public String parse(String text) throws Mistake {
        if (!TOKEN.matcher(text).matches()) {
            throw new Mistake("'" + text + "' is no name of a header field", "Write one such as X-Client-IP.");
        }
        return text;
    }

    @Override
    public String values() {
        return "field name";
    }
}
