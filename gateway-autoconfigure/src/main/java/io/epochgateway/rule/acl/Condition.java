package io.epochgateway.rule.acl;

import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;

/** What stands behind {@code if} or {@code unless}. Immutable; any thread. */
public final class Condition {

    private final Term[][] groups;
    private final boolean unless;

    record Term(Acl acl, boolean negated) {

        Outcome test(Evidence evidence, Sample sample) {
            Outcome outcome = acl.test(evidence, sample);
            return negated ? outcome.not() : outcome;
        }
    }

    Condition(Term[][] groups, boolean unless) {
        this.groups = groups;
        this.unless = unless;
    }

    /** Whether all it looks at may be there. */
    public boolean isPossibleAt(Place place) {
        for (Term[] group : groups) {
            for (Term term : group) {
                if (!term.acl().isPossibleAt(place)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tests it; while the outcome is {@link Outcome#MISS}, more bytes may decide it. */
    public Outcome test(Evidence evidence, Sample sample) {
        Outcome outcome = Outcome.FAIL;
        for (Term[] group : groups) {
            outcome = outcome.or(test(group, evidence, sample));
            if (outcome == Outcome.PASS) {
                break;
            }
        }
        return unless ? outcome.not() : outcome;
    }

    /** Whether it holds now. */
    public boolean holds(Evidence evidence, Sample sample) {
        return test(evidence, sample) == Outcome.PASS;
    }

    private static Outcome test(Term[] group, Evidence evidence, Sample sample) {
        Outcome outcome = Outcome.PASS;
        for (Term term : group) {
            outcome = outcome.and(term.test(evidence, sample));
            if (outcome != Outcome.PASS) {
                break;
            }
        }
        return outcome;
    }
}
