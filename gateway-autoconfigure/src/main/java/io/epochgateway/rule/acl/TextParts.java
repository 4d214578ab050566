package io.epochgateway.rule.acl;

import io.epochgateway.rule.sample.Octets;
import io.epochgateway.rule.sample.Sample;
import java.util.Arrays;
import java.util.List;

/** Parts of a text: its beginning, its end, anything in it, or whole words between delimiters. */
final class TextParts implements Match {

    private static final String DIRECTORY = "/?";
    private static final String DOMAIN = "/?.:";

    private final Method method;
    private final byte[][] values;
    private final boolean anyCase;

    TextParts(Method method, List<byte[]> values, boolean anyCase) {
        this.method = method;
        this.anyCase = anyCase;
        this.values = values.stream()
                .map(value -> method == Method.DIR || method == Method.DOM ? trimmed(value) : value)
                .toArray(byte[][]::new);
    }

    /** Delimiters around the words are of no meaning. */
    private byte[] trimmed(byte[] value) {
        int from = 0;
        int to = value.length;
        while (from < to && isDelimiter(value[from])) {
            from++;
        }
        while (to > from && isDelimiter(value[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(value, from, to);
    }

    private boolean isDelimiter(byte octet) {
        return (method == Method.DIR ? DIRECTORY : DOMAIN).indexOf(octet) >= 0;
    }

    @Override
    public boolean matches(Sample sample) {
        if (!sample.asText()) {
            return false;
        }
        for (byte[] value : values) {
            if (value.length <= sample.length() && matches(sample.octets(), sample.from(), sample.to(), value)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] text, int from, int to, byte[] value) {
        return switch (method) {
            case BEG -> Octets.at(text, from, value, anyCase);
            case END -> Octets.at(text, to - value.length, value, anyCase);
            case SUB -> contains(text, from, to, value);
            default -> containsWords(text, from, to, value);
        };
    }

    private boolean contains(byte[] text, int from, int to, byte[] value) {
        for (int at = from; at <= to - value.length; at++) {
            if (Octets.at(text, at, value, anyCase)) {
                return true;
            }
        }
        return false;
    }

    private boolean containsWords(byte[] text, int from, int to, byte[] value) {
        for (int at = from; value.length > 0 && at <= to - value.length; at++) {
            int end = at + value.length;
            if ((at == from || isDelimiter(text[at - 1]))
                    && (end == to || isDelimiter(text[end]))
                    && Octets.at(text, at, value, anyCase)) {
                return true;
            }
        }
        return false;
    }
}
