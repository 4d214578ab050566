package io.epochgateway.accesslog;

/**
 * How a value is written in a log-format string.
 *
 * @param quote texts stand in double quotes ({@code Q})
 * @param hex addresses, ports and some numbers are hexadecimal ({@code X})
 * @param escape {@code "}, {@code ]} and backslashes in texts get a backslash before them ({@code E})
 */
record Flags(boolean quote, boolean hex, boolean escape) {

    static final Flags NONE = new Flags(false, false, false);

    /** With what is added by {@code +} and taken away by {@code -}; what isn't known is passed over, as in HAProxy. */
    Flags with(String changes) {
        Flags flags = this;
        for (int i = 0; i + 1 < changes.length(); i++) {
            char sign = changes.charAt(i);
            if (sign == '+' || sign == '-') {
                flags = flags.with(changes.charAt(i + 1), sign == '+');
            }
        }
        return flags;
    }

    private Flags with(char flag, boolean on) {
        return switch (flag) {
            case 'Q' -> new Flags(on, hex, escape);
            case 'X' -> new Flags(quote, on, escape);
            case 'E' -> new Flags(quote, hex, on);
            default -> this;
        };
    }

    /** Writes a text; {@code -} if there is none. */
    void text(LineWriter line, byte[] octets, int from, int to) {
        if (quote) {
            line.octet('"');
        }
        if (escape) {
            line.escaped(octets, from, to);
        } else {
            for (int i = from; i < to; i++) {
                line.octet((char) (octets[i] & 0xff));
            }
        }
        if (quote) {
            line.octet('"');
        }
    }

    void text(LineWriter line, byte[] octets) {
        text(line, octets, 0, octets.length);
    }

    /** Writes that there is nothing to be written. */
    void nothing(LineWriter line) {
        if (quote) {
            line.octet('"').octet('"');
        } else {
            line.octet('-');
        }
    }

    /** Writes what a stranger sent, encoded. */
    void encoded(LineWriter line, byte[] octets, int from, int to, boolean field) {
        if (quote) {
            line.octet('"');
        }
        line.encoded(octets, from, to, field, escape);
        if (quote) {
            line.octet('"');
        }
    }

    /** Writes what was looked up. */
    void found(LineWriter line, Finding finding, char mark) {
        if (quote) {
            line.octet('"');
        }
        line.visible(finding.octets(), finding.from(), finding.to(), mark, escape);
        if (quote) {
            line.octet('"');
        }
    }

    /** Writes a number that may be hexadecimal. */
    void number(LineWriter line, long number, int digits) {
        if (hex) {
            line.hexadecimal(number, digits);
        } else {
            line.number(number);
        }
    }
}
