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
        if (text == null) {
            return null;
        }
        try {
            return new Setting<>(parse(text.strip()), place.property());
        } catch (Mistake mistake) {
            throw mistake.at(place, text);
        }
    }
}
