package io.epochgateway.http;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** What a client would rather read (RFC 9110 section 12.5.1): {@code Accept} by weight, then by precision. */
final class Accept {

    static final AsciiString NAME = AsciiString.cached("accept");

    private static final byte[] HTML = ascii("text/html");
    private static final byte[] ANY_TEXT = ascii("text/*");
    private static final byte[] JSON = ascii("application/json");
    private static final byte[] PROBLEM = ascii("application/problem+json");
    private static final byte[] ANY_APPLICATION = ascii("application/*");
    private static final byte[] ANYTHING = ascii("*/*");

    private static final int HIGHEST_WEIGHT = 1000;

    private final FieldList list = new FieldList();
    private final Preference html = new Preference();
    private final Preference json = new Preference();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Adds what one field says. */
    void read(byte[] bytes, int from, int to) {
        list.of(bytes, from, to);
        while (list.next()) {
            int end = parameters(bytes, list.from(), list.to());
            int type = end;
            while (type > list.from() && Octets.blank(bytes[type - 1])) {
                type--;
            }
            int weight = weight(bytes, end, list.to());
            if (is(bytes, list.from(), type, HTML)) {
                html.add(2, weight);
            } else if (is(bytes, list.from(), type, JSON) || is(bytes, list.from(), type, PROBLEM)) {
                json.add(2, weight);
            } else if (is(bytes, list.from(), type, ANY_TEXT)) {
                html.add(1, weight);
            } else if (is(bytes, list.from(), type, ANY_APPLICATION)) {
                json.add(1, weight);
            } else if (is(bytes, list.from(), type, ANYTHING)) {
                html.add(0, weight);
                json.add(0, weight);
            }
        }
    }

    /** Whether JSON is preferred to HTML; never if both are as welcome and as precisely named. */
    boolean prefersJson() {
        return json.weight > html.weight
                || (json.weight > 0 && json.weight == html.weight && json.precision > html.precision);
    }

    private static boolean is(byte[] bytes, int from, int to, byte[] type) {
        return to - from == type.length && Octets.sameInAnyCase(bytes, from, type, 0, type.length);
    }

    private static int parameters(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ';') {
            at++;
        }
        return at;
    }

    /** The {@code q} of the parameters in thousandths; all of it if there is none, nothing if it is no weight. */
    private static int weight(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at = parameters(bytes, at + 1, to)) {
            int name = at + 1;
            while (name < to && Octets.blank(bytes[name])) {
                name++;
            }
            if (name + 1 < to && (bytes[name] | 0x20) == 'q' && bytes[name + 1] == '=') {
                return thousandths(bytes, name + 2, parameters(bytes, name + 2, to));
            }
        }
        return HIGHEST_WEIGHT;
    }

    /** {@code 0}, {@code 1} or either with a point and up to three digits (RFC 9110 section 12.4.2). */
    private static int thousandths(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && Octets.blank(bytes[end - 1])) {
            end--;
        }
        int weight = 0;
        int digit = HIGHEST_WEIGHT;
        for (int at = from; at < end && digit > 0; at++) {
            if (at == from + 1) {
                if (bytes[at] != '.') {
                    return 0;
                }
            } else if (Octets.digit(bytes[at])) {
                weight += (bytes[at] - '0') * digit;
                digit /= 10;
            } else {
                return 0;
            }
        }
        return Math.min(weight, HIGHEST_WEIGHT);
    }

    /** How much a type is wanted: the most precise range that matches it decides (RFC 9110 section 12.5.1). */
    private static final class Preference {

        private int precision = -1;
        private int weight;

        void add(int precisionOfRange, int weightOfRange) {
            if (precisionOfRange > this.precision) {
                this.precision = precisionOfRange;
                this.weight = weightOfRange;
            } else if (precisionOfRange == this.precision) {
                this.weight = Math.max(this.weight, weightOfRange);
            }
        }
    }
}
