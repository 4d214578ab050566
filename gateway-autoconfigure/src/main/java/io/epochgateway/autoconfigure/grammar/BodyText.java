package io.epochgateway.autoconfigure.grammar;

/** The body of a response, as it is written. */
record BodyText() implements Scalar<String> {

    @Override
    public String parse(String text) {
        return text;
    }

    @Override
    public String values() {
        return "text";
    }
}
