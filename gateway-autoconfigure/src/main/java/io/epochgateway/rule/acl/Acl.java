package io.epochgateway.rule.acl;

import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import java.util.ArrayList;
import java.util.List;

/** A test with a name: it passes if one of its lines does. Immutable; any thread. */
final class Acl {

    private final AclLine[] lines;

    Acl(List<AclLine> lines) {
        this.lines = lines.toArray(AclLine[]::new);
    }

    Acl or(Acl other) {
        List<AclLine> both = new ArrayList<>(List.of(lines));
        both.addAll(List.of(other.lines));
        return new Acl(both);
    }

    /** Whether any of its lines can ever pass there. */
    boolean isPossibleAt(Place place) {
        for (AclLine line : lines) {
            if (line.isPossibleAt(place)) {
                return true;
            }
        }
        return lines.length == 0;
    }

    Outcome test(Evidence evidence, Sample sample) {
        Outcome outcome = Outcome.FAIL;
        for (AclLine line : lines) {
            outcome = outcome.or(line.test(evidence, sample));
            if (outcome == Outcome.PASS) {
                break;
            }
        }
        return outcome;
    }
}
