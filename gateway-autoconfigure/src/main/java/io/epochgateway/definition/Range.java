package io.epochgateway.definition;

/** Refuses numbers that a definition can't take. */
final class Range {

    private Range() {}

    static void check(String property, String what, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new DefinitionException(
                    property,
                    String.valueOf(value),
                    "the " + what + " is out of range",
                    "Use " + lowest + " to " + highest + ".");
        }
    }
}
