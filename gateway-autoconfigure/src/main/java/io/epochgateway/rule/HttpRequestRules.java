package io.epochgateway.rule;

import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@code http-request}, in their order. Immutable; any thread. */
public final class HttpRequestRules {

    private static final HttpRequestAction.Final ALLOWED = new HttpRequestAction.Allow();

    private final Rule[] rules;

    record Rule(HttpRequestAction action, @Nullable Condition condition) {}

    private HttpRequestRules(List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
    }

    /** Null if there is none. */
    static @Nullable HttpRequestRules of(List<Rule> rules) {
        return rules.isEmpty() ? null : new HttpRequestRules(rules);
    }

    /** The first rule that holds and is final decides; if there is none, the request goes on. */
    public HttpRequestAction.Final judge(Evidence evidence, Sample sample) {
        for (Rule rule : rules) {
            if (rule.condition == null || rule.condition.holds(evidence, sample)) {
                switch (rule.action) {
                    case HttpRequestAction.Final decided -> {
                        return decided;
                    }
                    case Effect effect -> effect.apply(evidence, sample);
                }
            }
        }
        return ALLOWED;
    }
}
