package io.epochgateway.autoconfigure.grammar;

import java.math.BigInteger;

/** A duration in whole seconds, at least one; a bare number is seconds, as HAProxy has it where the kernel counts so. */
record Seconds() implements Scalar<Integer> {

    private static final int MOST = 32767;

    @Override
    public Integer parse(String text) throws Mistake {
        boolean bare = text.matches("\\d+");
        long seconds = bare && new BigInteger(text).bitLength() < Integer.SIZE
                ? Long.parseLong(text)
                : new TimeSpan().parse(text).toSeconds();
        if (seconds < 1 || seconds > MOST) {
            throw new Mistake("'" + text + "' is out of range", "Use 1s to " + MOST + "s.");
        }
        return (int) seconds;
    }

    @Override
    public String values() {
        return "duration; a bare number is seconds";
    }
}
