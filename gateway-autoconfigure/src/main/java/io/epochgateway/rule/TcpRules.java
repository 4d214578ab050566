package io.epochgateway.rule;

import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.acl.Outcome;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@code tcp-request} or {@code tcp-response} for one moment of a connection, in their order. Immutable; any thread. */
public final class TcpRules {

    private final Rule[] rules;

    record Rule(TcpAction action, @Nullable Condition condition) {}

    private TcpRules(List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
    }

    /** Null if there is none. */
    static @Nullable TcpRules of(List<Rule> rules) {
        return rules.isEmpty() ? null : new TcpRules(rules);
    }

    /** Whether one of them may come to that. */
    boolean mayDecide(TcpVerdict verdict) {
        for (Rule rule : rules) {
            if (rule.action instanceof TcpAction.Final decides && decides.verdict() == verdict) {
                return true;
            }
        }
        return false;
    }

    /** The first rule that holds and is final decides; if there is none, the connection goes on. */
    public TcpVerdict judge(Evidence evidence, Sample sample) {
        for (Rule rule : rules) {
            Outcome outcome = rule.condition == null ? Outcome.PASS : rule.condition.test(evidence, sample);
            if (outcome == Outcome.MISS) {
                return TcpVerdict.WAIT;
            }
            if (outcome == Outcome.PASS) {
                switch (rule.action) {
                    case TcpAction.Final decided -> {
                        return decided.verdict();
                    }
                    case Effect effect -> effect.apply(evidence, sample);
                }
            }
        }
        return TcpVerdict.ACCEPT;
    }
}
