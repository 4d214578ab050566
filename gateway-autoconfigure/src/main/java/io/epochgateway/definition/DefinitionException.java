package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/** A mistake in the configuration: which property, its value, what is wrong, and how to mend it. */
public final class DefinitionException extends RuntimeException {

    private final String property;
    private final @Nullable String value;
    private final String reason;
    private final String mend;

    public DefinitionException(String property, @Nullable String value, String reason, String mend) {
        super("%s%s: %s. %s".formatted(property, value == null ? "" : " = '" + value + "'", reason, mend));
        this.property = property;
        this.value = value;
        this.reason = reason;
        this.mend = mend;
    }

    /** The full name of the property. */
    public String property() {
        return property;
    }

    /** What the property says; null where it says nothing. */
    public @Nullable String value() {
        return value;
    }

    /** What is wrong with it, a clause without a full stop. */
    public String reason() {
        return reason;
    }

    /** What to do about it, a sentence. */
    public String mend() {
        return mend;
    }
}
