package io.epochgateway.autoconfigure.grammar;

import java.util.List;

/** The words of a line as HAProxy splits it. */
final class Arguments {

    private Arguments() {}

    static List<String> of(String line) throws Mistake {
        try {
            return io.epochgateway.rule.language.Arguments.of(line);
        } catch (io.epochgateway.rule.language.Mistake mistake) {
            throw new Mistake(mistake.reason(), mistake.mend());
        }
    }
}
