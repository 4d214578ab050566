package io.epochgateway.rule.acl;

import io.epochgateway.rule.sample.Sample;

/** Compares a sample with the values of an ACL. Immutable; any thread. */
@FunctionalInterface
interface Match {

    /** Whether it is one of them; may turn the sample into another type. */
    boolean matches(Sample sample);
}
