package io.epochgateway.rule.acl;

/** What comes of a test. */
public enum Outcome {
    /** It doesn't match, and never will. */
    FAIL,
    /** It doesn't match yet: what decides it hasn't come. */
    MISS,
    /** It matches. */
    PASS;

    static Outcome of(boolean passes) {
        return passes ? PASS : FAIL;
    }

    /** Both. */
    Outcome and(Outcome other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** Either. */
    Outcome or(Outcome other) {
        return compareTo(other) > 0 ? this : other;
    }

    /** What hasn't come decides the opposite no more than this. */
    Outcome not() {
        return this == MISS ? MISS : of(this == FAIL);
    }
}
