package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;
import org.jspecify.annotations.Nullable;

/** What may be written as the value of a keyword, and what it is read to. */
sealed interface Shape<T>
        permits Scalar, Words, Named, Several, Lines, Switch, ByStatus, Fields, Texts, TlvFormats, RuleLines {

    /**
     * Reads what is written at a place; null if nothing is.
     *
     * @throws DefinitionException if it can't be understood
     */
    @Nullable
    Setting<T> read(Place place);
}
