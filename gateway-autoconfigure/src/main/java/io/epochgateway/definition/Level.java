package io.epochgateway.definition;

import java.util.Locale;

/** What a user of the Runtime API may do, the least first; each may do what those before it may. */
public enum Level {
    /** Look at what isn't sensitive. */
    USER,
    /** Look at everything, change nothing that matters. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** Whether this level may do what takes the other one. */
    public boolean includes(Level other) {
        return compareTo(other) >= 0;
    }

    /** HAProxy's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
