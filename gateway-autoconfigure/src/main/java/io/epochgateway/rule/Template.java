package io.epochgateway.rule;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.List;

/** A text with expressions in it ({@code %[...]}); {@code %%} is a percent sign. Immutable; any thread. */
final class Template {

    private final List<Object> pieces;

    private Template(List<Object> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    static boolean isOne(String text) {
        return text.indexOf('%') >= 0;
    }

    static Template of(String text, Scope scope) throws Mistake {
        List<Object> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int percent = text.indexOf('%', at);
            if (percent < 0) {
                percent = text.length();
            }
            if (percent > at) {
                pieces.add(text.substring(at, percent));
            }
            if (text.startsWith("%%", percent)) {
                pieces.add("%");
                at = percent + 2;
            } else if (text.startsWith("%[", percent)) {
                int end = Call.closingBracket(text, percent + 2);
                if (end < 0) {
                    throw new Mistake("'%[' is not closed", "Write ']' behind the sample.");
                }
                pieces.add(Expression.parse(text.substring(percent + 2, end), scope));
                at = end + 1;
            } else if (percent < text.length()) {
                throw new Mistake("'" + text.substring(percent) + "' is no sample", "Write %[sample], or %% for a %.");
            } else {
                at = percent;
            }
        }
        return new Template(pieces);
    }

    /** What isn't known is left out. Makes a String. */
    String of(Evidence evidence, Sample sample) {
        StringBuilder text = new StringBuilder();
        for (Object piece : pieces) {
            if (piece instanceof Expression expression) {
                if (expression.evaluate(evidence, sample)) {
                    text.append(sample.text());
                }
            } else {
                text.append(piece);
            }
        }
        return text.toString();
    }
}
