package io.epochgateway.rule.sample;

/** Looks something up. Any thread that may look at the evidence. */
@FunctionalInterface
interface Fetch {

    /**
     * Fills the sample.
     *
     * @return false if there is no such thing; the sample may then say that this {@link Sample#mayChange()}
     */
    boolean of(Evidence evidence, Sample into);
}
