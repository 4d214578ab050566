package io.epochgateway.rule.language;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.NearestWord;
import java.util.Collection;

/** A part of a rule that can't be understood, before it is known which property it stands in. */
public final class Mistake extends Exception {

    private final String reason;
    private final String mend;

    /**
     * What is wrong.
     *
     * @param reason a clause without a full stop
     * @param mend a sentence
     */
    public Mistake(String reason, String mend) {
        super(reason + ". " + mend);
        this.reason = reason;
        this.mend = mend;
    }

    /**
     * A word that isn't known.
     *
     * @param what what it should be, for example "converter"
     */
    public static Mistake unknown(String what, String word, Collection<String> valid) {
        return new Mistake("'" + word + "' is no " + what, NearestWord.mend(word, valid));
    }

    public String reason() {
        return reason;
    }

    public String mend() {
        return mend;
    }

    /** The same, where it stands. */
    public DefinitionException at(String property, String value) {
        return new DefinitionException(property, value, reason, mend);
    }
}
