package io.epochgateway.rule.sample;

/** Makes another value of a sample. Any thread that may look at the evidence. */
@FunctionalInterface
interface Converter {

    /**
     * Changes the sample.
     *
     * @return false if nothing can be made of it
     */
    boolean apply(Evidence evidence, Sample sample);
}
