package io.epochgateway.autoconfigure.grammar;

/** A share of the average load in percent: above 100, or 0 for none. */
record BalanceFactor() implements Scalar<Integer> {

    private static final WholeNumber PERCENT = new WholeNumber(0, 65535);

    @Override
    public Integer parse(String text) throws Mistake {
        int percent = PERCENT.parse(text);
        if (percent > 0 && percent <= 100) {
            throw new Mistake(
                    "'" + text + "' allows no more than the average load",
                    "Use more than 100 percent, or 0 for no limit.");
        }
        return percent;
    }

    @Override
    public String values() {
        return "0, or 101 to 65535";
    }
}
