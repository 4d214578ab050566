package io.epochgateway.autoconfigure.grammar;

/**
 * An option that takes words of its own: as a whole it replaces what a weaker section says.
 *
 * @param on false if it is written as {@code false} or {@code no}
 * @param words what is written behind it
 */
record Switched(boolean on, Settings words) {

    /** Not written, or switched off. */
    static final Switched OFF = new Switched(false, Settings.NONE);
}
