package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fetch and the converters behind it ({@code fetch(args),converter(args),...}). Immutable; any thread. */
public final class Expression {

    private final String text;
    private final Fetch fetch;
    private final Step[] steps;
    private final Type type;
    private final Need need;

    private record Step(@Nullable Type takes, Converter converter) {}

    private Expression(String text, Fetch fetch, List<Step> steps, Type type, Need need) {
        this.text = text;
        this.fetch = fetch;
        this.steps = steps.toArray(Step[]::new);
        this.type = type;
        this.need = need;
    }

    /**
     * Understands an expression, or tells what is wrong with it.
     *
     * @throws Mistake also if what it needs is never there at its place
     */
    public static Expression parse(String text, Scope scope) throws Mistake {
        Expression expression = parseAnywhere(text, scope);
        if (!expression.isPossibleAt(scope.place())) {
            throw new Mistake(
                    "'" + text + "' is never known in " + scope.place().word(),
                    "Move the rule to where it is known, or use another sample.");
        }
        return expression;
    }

    /** As {@link #parse}, but takes what is never known at its place. */
    public static Expression parseAnywhere(String text, Scope scope) throws Mistake {
        List<Call> chain = Call.chain(text);
        Call first = chain.getFirst();
        return of(text, Fetches.keyword(first.name()), chain, scope);
    }

    /** The same with a fetch that is known already by another name. */
    static Expression of(String text, FetchKeyword keyword, List<Call> chain, Scope scope) throws Mistake {
        Fetch fetch = keyword.make(chain.getFirst(), scope);
        Type type = keyword.type();
        List<Step> steps = new ArrayList<>();
        for (Call call : chain.subList(1, chain.size())) {
            ConverterKeyword converter = Converters.keyword(call.name());
            Type takes = converter.takes();
            if (takes != null && !type.fits(takes)) {
                throw new Mistake(
                        "converter '" + call.name() + "' can't take what stands before it",
                        "Put another converter between them, or leave it out.");
            }
            steps.add(new Step(takes, converter.make(call)));
            Type made = converter.gives() != null ? converter.gives() : takes;
            type = made != null ? made : type;
        }
        return new Expression(text, fetch, steps, type, keyword.need());
    }

    /** Whether what it needs may be there. */
    public boolean isPossibleAt(Place place) {
        return place.offers(need);
    }

    /** What it gives, if it gives anything. */
    public Type type() {
        return type;
    }

    /** Whether it tells an ACL that what is missing may come, or that it never will. */
    public Need need() {
        return need;
    }

    /**
     * Looks the value up.
     *
     * @return false if there is none; {@link Sample#mayChange} tells whether that may change
     */
    public boolean evaluate(Evidence evidence, Sample sample) {
        sample.begin(false);
        return next(evidence, sample);
    }

    /**
     * Looks the first of several values up; while {@link Sample#takeMore} says so, {@link #next} gives another.
     *
     * @return false if there is none
     */
    public boolean first(Evidence evidence, Sample sample) {
        sample.begin(true);
        return next(evidence, sample);
    }

    /** The next of several values. */
    public boolean next(Evidence evidence, Sample sample) {
        if (!fetch.of(evidence, sample)) {
            return false;
        }
        for (Step step : steps) {
            if (step.takes != null && !sample.become(step.takes) || !step.converter.apply(evidence, sample)) {
                return false;
            }
        }
        return true;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
