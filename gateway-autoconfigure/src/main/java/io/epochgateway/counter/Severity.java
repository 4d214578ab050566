package io.epochgateway.counter;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much attention an event deserves: the word in parentheses that ends the comment of its counter. */
public enum Severity {
    /** Expected under load, without consequence. */
    HARMLESS,
    /** Would do damage if it were not caught. */
    SUSPICIOUS,
    /** Expected, but needs several coincidences. */
    RARE;

    /** The word as comments and meters spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Severity of(String comment) {
        for (Severity severity : values()) {
            if (comment.endsWith("(" + severity.word() + ")")) {
                return severity;
            }
        }
        return null;
    }
}
