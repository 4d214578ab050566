package io.epochgateway.autoconfigure.grammar;

/** A whole number between two bounds, both included. */
record WholeNumber(int lowest, int highest) implements Scalar<Integer> {

    @Override
    public Integer parse(String text) throws Mistake {
        if (!text.matches("[+-]?\\d+")) {
            throw new Mistake("'" + text + "' is no whole number", mend());
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException tooLong) {
            // Out of every range, like the numbers that fall through.
        }
        throw new Mistake("'" + text + "' is out of range", mend());
    }

    private String mend() {
        return "Use " + range() + ".";
    }

    private String range() {
        return lowest + (highest == Integer.MAX_VALUE ? " or more" : " to " + highest);
    }

    @Override
    public String values() {
        return range();
    }
}
