package io.epochgateway.stream;

import io.epochgateway.accesslog.Expressions;
import io.epochgateway.accesslog.Lookup;
import io.epochgateway.definition.LogPatterns.Pattern;
import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Scope;

/**
 * Understands the expressions in the log-format strings of one frontend. Any thread.
 *
 * @param frontend its name
 * @param directory the proxies that they may name
 */
public record LogExpressions(String frontend, Directory directory) implements Expressions {

    @Override
    public int end(String text, int from) {
        return Call.closingBracket(text, from);
    }

    @Override
    public Lookup read(Pattern pattern, String expression, Use use) {
        Place place = use == Use.LINE ? Place.LOG : Place.UNIQUE_ID;
        try {
            Expression read = Expression.parse(expression, new Scope(place, frontend, directory));
            return (stream, finding) -> stream instanceof Entry entry && entry.find(read, finding);
        } catch (Mistake mistake) {
            throw mistake.at(pattern.property(), pattern.text());
        }
    }
}
