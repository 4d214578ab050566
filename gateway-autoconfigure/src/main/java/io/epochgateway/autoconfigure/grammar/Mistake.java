package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;

/** A word that can't be understood, before it is known where it stands. */
final class Mistake extends Exception {

    private final String reason;
    private final String mend;

    Mistake(String reason, String mend) {
        super(reason + ". " + mend);
        this.reason = reason;
        this.mend = mend;
    }

    String reason() {
        return reason;
    }

    String mend() {
        return mend;
    }

    DefinitionException at(Place place, String text) {
        return new DefinitionException(place.property(), text, reason, mend);
    }
}
