package io.epochgateway.rule;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.balance.Balance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sample whose hash decides about servers (HAProxy {@code balance hash}, {@code balance rdp-cookie}).
 *
 * @param emptyCounts whether an empty one has a hash, too
 */
record HashedSample(Expression expression, boolean emptyCounts) {

    /** Of a backend; null if it balances by something else. */
    static @Nullable HashedSample of(BackendDefinition backend, Scope scope) {
        String text = switch (backend.balance().algorithm()) {
            case BalanceAlgorithm.Expression written -> written.text();
            case BalanceAlgorithm.RdpCookie cookie -> "req.rdp_cookie(" + cookie.name() + ")";
            default -> null;
        };
        if (text == null) {
            return null;
        }
        try {
            List<String> words = Arguments.of(text);
            if (words.size() != 1) {
                throw new Mistake("'" + text + "' is more than one sample", "Write it without blanks, or in quotes.");
            }
            return new HashedSample(
                    Expression.parse(words.getFirst(), scope),
                    backend.balance().algorithm() instanceof BalanceAlgorithm.Expression);
        } catch (Mistake mistake) {
            throw mistake.at(backend.balance().property(), text);
        }
    }

    /** What decides; {@link Balance#NO_KEY} if there is none. */
    long key(Evidence evidence, Sample sample, ServerSet servers) {
        return expression.evaluate(evidence, sample) && sample.asBinary() && (emptyCounts || sample.length() > 0)
                ? servers.key(sample.octets(), sample.from(), sample.to())
                : Balance.NO_KEY;
    }
}
