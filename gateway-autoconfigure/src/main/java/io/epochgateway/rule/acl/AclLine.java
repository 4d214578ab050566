package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import java.util.Iterator;
import java.util.List;

/** An expression and what it is compared with: one line of an ACL. Immutable; any thread. */
final class AclLine {

    private final Expression expression;
    private final Match match;

    private AclLine(Expression expression, Match match) {
        this.expression = expression;
        this.match = match;
    }

    /** Reads {@code expression [flags] [--] values...}. */
    static AclLine of(List<String> words, Scope scope) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake("the acl is empty", "Write a sample and what to compare it with.");
        }
        Iterator<String> rest = words.iterator();
        AclKeyword keyword = AclKeyword.of(rest.next());
        Expression expression = Expression.parseAnywhere(keyword.expression(), scope);
        Values values = Values.of(rest, keyword.method());
        Method method = values.method();
        return new AclLine(
                expression, values.match(method != null ? method : Method.of(expression.type(), keyword.expression())));
    }

    boolean isPossibleAt(Place place) {
        return expression.isPossibleAt(place);
    }

    Outcome test(Evidence evidence, Sample sample) {
        boolean found = expression.first(evidence, sample);
        while (found) {
            if (match.matches(sample)) {
                return Outcome.PASS;
            }
            if (!sample.takeMore()) {
                break;
            }
            found = expression.next(evidence, sample);
        }
        return sample.mayChange() ? Outcome.MISS : Outcome.FAIL;
    }
}
