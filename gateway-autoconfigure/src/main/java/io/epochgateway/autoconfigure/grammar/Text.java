package io.epochgateway.autoconfigure.grammar;

/**
 * Any text.
 *
 * @param what what it is, as the documentation calls it
 */
record Text(String what) implements Scalar<String> {

    @Override
    public String parse(String text) throws Mistake {
        if (text.isEmpty()) {
            throw new Mistake("there is no " + what, "Write one.");
        }
        if (text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw new Mistake("the " + what + " has a control character", "Leave it out.");
        }
        return text;
    }

    @Override
    public String values() {
        return what;
    }
}
