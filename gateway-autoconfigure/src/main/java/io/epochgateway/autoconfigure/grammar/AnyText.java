package io.epochgateway.autoconfigure.grammar;

/** Any text, as it is written: it may be empty, or have line ends. */
record AnyText() implements Scalar<String> {

    @Override
    public String parse(String text) {
        return text;
    }

    @Override
    public String values() {
        return "text";
    }
}
