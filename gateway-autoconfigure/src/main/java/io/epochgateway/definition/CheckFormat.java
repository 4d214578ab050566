package io.epochgateway.definition;

import java.util.List;

/**
 * A text of a check with values in it (HAProxy's log-format, as far as checks need it).
 *
 * @param parts in their order
 */
public record CheckFormat(List<Part> parts) {

    public CheckFormat {
        parts = List.copyOf(parts);
    }

    /** A piece of it. */
    public sealed interface Part {}

    /** Octets as characters. */
    public record Plain(String text) implements Part {}

    /** What an expression comes to; nothing if it comes to nothing. */
    public record Value(CheckExpression expression) implements Part {}

    /** Always the same. */
    public static CheckFormat plain(String text) {
        return new CheckFormat(text.isEmpty() ? List.of() : List.of(new Plain(text)));
    }
}
