package io.epochgateway.autoconfigure.grammar;

import org.jspecify.annotations.Nullable;

/** A value that is one word. */
sealed interface Scalar<T> extends Shape<T>
        permits AccountName,
                Address,
                Addresses,
                BalanceFactor,
                BalanceLine,
                BodyText,
                Choice,
                ErrorStatus,
                FieldToken,
                FileMode,
                Flag,
                HashTypeLine,
                Host,
                HttpCheckLine,
                HttpCheckRule,
                ProxyName,
                RetryWords,
                SocketPlace,
                Subnet,
                Text,
                TimeSpan,
                WholeNumber {

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
