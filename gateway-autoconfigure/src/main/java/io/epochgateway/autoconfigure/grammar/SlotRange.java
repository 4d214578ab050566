package io.epochgateway.autoconfigure.grammar;

/** How many servers a template has, or which numbers they get. */
record SlotRange() implements Scalar<SlotRange.Slots> {

    private static final WholeNumber NUMBER = new WholeNumber(1, 65535);

    /** Both ends belong to it. */
    record Slots(int first, int last) {}

    @Override
    public Slots parse(String text) throws Mistake {
        int dash = text.indexOf('-', 1);
        int first = dash < 0 ? 1 : NUMBER.parse(text.substring(0, dash));
        int last = NUMBER.parse(text.substring(dash + 1));
        if (last < first) {
            throw new Mistake("'" + text + "' is no range", "Write the lower number first.");
        }
        return new Slots(first, last);
    }

    @Override
    public String values() {
        return "1 to 65535, first-last";
    }
}
