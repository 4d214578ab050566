package io.epochgateway.accesslog;

/**
 * Writes the parts of a line into a piece of an array; what doesn't fit is left out. Each part moves the position once, also
 * with what stands before or behind it: a line's cost is the number of its parts. Event loop only.
 */
final class LineWriter {

    private static final byte[] HEX = Ascii.bytes("0123456789ABCDEF");

    private byte[] bytes = {};
    private int at;
    private int end;
    private final Finding finding = new Finding();

    /** From now on writes there. */
    void begin(byte[] to, int from, int until) {
        bytes = to;
        at = from;
        end = until;
    }

    /** Behind the last octet. */
    int position() {
        return at;
    }

    /** Where what is looked up for the line is put. */
    Finding finding() {
        return finding;
    }

    LineWriter octet(char ascii) {
        if (at < end) {
            bytes[at++] = (byte) ascii;
        }
        return this;
    }

    /** The four of a termination state. */
    LineWriter octets(char first, char second, char third, char fourth) {
        if (end - at < 4) {
            return octet(first).octet(second).octet(third).octet(fourth);
        }
        bytes[at] = (byte) first;
        bytes[at + 1] = (byte) second;
        bytes[at + 2] = (byte) third;
        bytes[at + 3] = (byte) fourth;
        at += 4;
        return this;
    }

    /** A text and what stands behind it. */
    LineWriter text(byte[] ascii, char after) {
        int length = ascii.length;
        if (end - at <= length) {
            return text(ascii).octet(after);
        }
        byte[] to = bytes;
        int from = at;
        for (int i = 0; i < length; i++) {
            to[from + i] = ascii[i];
        }
        to[from + length] = (byte) after;
        at = from + length + 1;
        return this;
    }

    LineWriter text(byte[] ascii) {
        int length = Math.min(ascii.length, end - at);
        // names are short: cheaper than to set up a copy
        for (int i = 0; i < length; i++) {
            bytes[at + i] = ascii[i];
        }
        at += length;
        return this;
    }

    /** The first octets, whatever they are. */
    LineWriter text(byte[] octets, int length) {
        int fits = Math.min(length, end - at);
        System.arraycopy(octets, 0, bytes, at, fits);
        at += fits;
        return this;
    }

    /** As {@link #text(byte[], int)}, with a backslash before what structured data of RFC 5424 may not have bare. */
    LineWriter escaped(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            char octet = (char) (octets[i] & 0xff);
            if (!isReserved(octet)) {
                octet(octet);
            } else if (at + 2 <= end) {
                octet('\\').octet(octet);
            }
        }
        return this;
    }

    private static boolean isReserved(char octet) {
        return octet == '"' || octet == '\\' || octet == ']';
    }

    /** In capitals, with as many digits at least. */
    LineWriter hexadecimal(long number, int digits) {
        int needed = Math.max(digits, (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4);
        for (int i = needed - 1; i >= 0; i--) {
            octet((char) HEX[(int) (number >>> (4 * i)) & 0xf]);
        }
        return this;
    }

    /** A number and what stands behind it. */
    LineWriter number(long number, char after) {
        if (number < 0 || number > 9999 || end - at < 5) {
            return number(number).octet(after);
        }
        byte[] to = bytes;
        int next = at;
        int rest = (int) number;
        if (rest > 9) {
            if (rest > 99) {
                if (rest > 999) {
                    to[next++] = (byte) ('0' + rest / 1000);
                    rest %= 1000;
                }
                to[next++] = (byte) ('0' + rest / 100);
                rest %= 100;
            }
            to[next++] = (byte) ('0' + rest / 10);
            rest %= 10;
        }
        to[next] = (byte) ('0' + rest);
        to[next + 1] = (byte) after;
        at = next + 2;
        return this;
    }

    LineWriter number(long number) {
        if (number >= 0 && number < 10) {
            return octet((char) ('0' + number));
        }
        if (number < 0) {
            octet('-');
        }
        int digits = digits(number);
        if (digits <= end - at) {
            long rest = number;
            for (int i = at + digits - 1; i >= at; i--) {
                bytes[i] = (byte) ('0' + Math.abs(rest % 10));
                rest /= 10;
            }
            at += digits;
        }
        return this;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** As HAProxy writes what strangers send: quotes, hashes and what isn't visible as {@code #} and two hex digits. */
    LineWriter encoded(byte[] octets, int length) {
        int plain = plain(octets, 0, Math.min(length, end - at));
        for (int i = plain; i < length; i++) {
            byte octet = octets[i];
            if (isPlain(octet)) {
                octet((char) octet);
            } else {
                encoded(octet);
            }
        }
        return this;
    }

    /** Writes what needs no code, and says where that ends. */
    private int plain(byte[] octets, int from, int to) {
        byte[] line = bytes;
        int shift = at - from;
        int next = from;
        while (next < to && isPlain(octets[next])) {
            line[next + shift] = octets[next];
            next++;
        }
        at = next + shift;
        return next;
    }

    private static boolean isPlain(byte octet) {
        return octet >= ' ' && octet < 0x7f && octet != '"' && octet != '#';
    }

    /**
     * As {@link #encoded(byte[], int)}.
     *
     * @param field whether it is a field's value: then braces and bars are encoded, too
     * @param escape whether {@code ]} and backslashes get a backslash before them
     */
    LineWriter encoded(byte[] octets, int from, int to, boolean field, boolean escape) {
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet < ' ' || octet == 0x7f || octet == '"' || octet == '#' || (field && isDelimiter(octet))) {
                encoded(octet);
            } else if (!escape || !isReserved((char) octet)) {
                octet((char) octet);
            } else if (at + 2 <= end) {
                octet('\\').octet((char) octet);
            }
        }
        return this;
    }

    private static boolean isDelimiter(byte octet) {
        return octet == '{' || octet == '|' || octet == '}';
    }

    /**
     * As it is, but for control octets.
     *
     * @param mark what stands before the two hexadecimal digits of an encoded octet
     * @param escape whether {@code "}, {@code ]} and backslashes get a backslash before them
     */
    LineWriter visible(byte[] octets, int from, int to, char mark, boolean escape) {
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7f) {
                encoded(octet, mark);
            } else if (!escape || !isReserved((char) octet)) {
                octet((char) (octet & 0xff));
            } else if (at + 2 <= end) {
                octet('\\').octet((char) octet);
            }
        }
        return this;
    }

    private void encoded(byte octet) {
        encoded(octet, '#');
    }

    private void encoded(byte octet, char mark) {
        if (at + 3 <= end) {
            bytes[at++] = (byte) mark;
            bytes[at++] = HEX[octet >> 4 & 0xf];
            bytes[at++] = HEX[octet & 0xf];
        }
    }
}
