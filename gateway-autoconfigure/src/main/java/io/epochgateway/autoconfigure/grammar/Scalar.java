package io.epochgateway.autoconfigure.grammar;

import org.jspecify.annotations.Nullable;

/** A value that is one word. */
non-sealed interface Scalar<T> extends Shape<T> {

    T parse(String text) throws Mistake;

    /** What may be written, in Markdown. */
    String values();

    @Override
    default @Nullable Setting<T> read(Place place) {
        String text = place.text();
        return text == null ? null : read(place, text);
    }

    /** What a text comes to that stands in a place. */
    default Setting<T> read(Place place, String text) {
        try {
            return new Setting<>(parse(text.strip()), place.property());
        } catch (Mistake mistake) {
            throw mistake.at(place, text);
        }
    }
}
