package io.epochgateway.accesslog;

/** Writes the parts of a line into a piece of an array; what doesn't fit is left out. Event loop only. */
final class LineWriter {

    private static final byte[] HEX = Ascii.bytes("0123456789ABCDEF");

    private byte[] bytes = {};
    private int at;
    private int end;

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

    LineWriter octet(char ascii) {
        if (at < end) {
            bytes[at++] = (byte) ascii;
        }
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
        for (int i = 0; i < length; i++) {
            byte octet = octets[i];
            if (octet >= ' ' && octet < 0x7f && octet != '"' && octet != '#') {
                octet((char) octet);
            } else if (at + 3 <= end) {
                bytes[at++] = '#';
                bytes[at++] = HEX[octet >> 4 & 0xf];
                bytes[at++] = HEX[octet & 0xf];
            }
        }
        return this;
    }
}
