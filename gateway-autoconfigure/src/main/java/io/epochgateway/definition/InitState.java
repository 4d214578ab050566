package io.epochgateway.definition;

/** What a server is taken for before its first check, at the start and after maintenance (HAProxy {@code init-state}). */
public enum InitState {
    /** Up; only {@code fall} failed checks put it down. */
    FULLY_UP,
    /** Up; the first failed check puts it down. */
    UP,
    /** Down; the first good check brings it up. */
    DOWN,
    /** Down; only {@code rise} good checks bring it up. */
    FULLY_DOWN,
    /** As if nothing was said: {@link #UP}. */
    NONE;

    public boolean isDown() {
        return this == DOWN || this == FULLY_DOWN;
    }
}
