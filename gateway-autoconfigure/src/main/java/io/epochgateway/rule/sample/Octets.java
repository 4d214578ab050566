package io.epochgateway.rule.sample;

/** Comparing and searching octets in place. Any thread. */
public final class Octets {

    private Octets() {}

    /** With ASCII letters in lower case. */
    public static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
    }

    /** Whether octets are those of a word. */
    public static boolean same(byte[] bytes, int from, int to, byte[] word, boolean anyCase) {
        return to - from == word.length && at(bytes, from, word, anyCase);
    }

    /** Whether a word stands at a position; there must be room for it. */
    public static boolean at(byte[] bytes, int from, byte[] word, boolean anyCase) {
        for (int i = 0; i < word.length; i++) {
            byte octet = bytes[from + i];
            if (octet != word[i] && (!anyCase || lower(octet) != lower(word[i]))) {
                return false;
            }
        }
        return true;
    }

    /** The first position of an octet, or the end. */
    public static int indexOf(byte[] bytes, int from, int to, int octet) {
        int at = from;
        while (at < to && bytes[at] != octet) {
            at++;
        }
        return at;
    }

    /** The first position of what isn't blank, or the end. */
    static int trimStart(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && blank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The end of what isn't blank, or the start. */
    static int trimEnd(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && blank(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    static boolean blank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
