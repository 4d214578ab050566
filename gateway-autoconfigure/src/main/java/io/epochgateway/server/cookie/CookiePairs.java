package io.epochgateway.server.cookie;

/**
 * The {@code name=value} pairs of a {@code Cookie} or {@code Set-Cookie} field, in order. Pairs end at {@code ;} or
 * {@code ,} outside double quotes, as the oldest cookie specifications have it and HAProxy reads them.
 */
final class CookiePairs {

    private final String field;
    private int start;
    private int end = -1;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;

    CookiePairs(String field) {
        this.field = field;
    }

    /** Goes to the next pair that isn't empty; false after the last. */
    boolean next() {
        do {
            if (end == field.length()) {
                return false;
            }
            start = skipBlanks(end + 1, field.length());
            end = endOf(start);
        } while (start == end);
        int equals = field.indexOf('=', start);
        if (equals < 0 || equals > end) {
            equals = end;
        }
        nameEnd = trim(start, equals);
        valueStart = skipBlanks(Math.min(equals + 1, end), end);
        valueEnd = trim(valueStart, end);
        return true;
    }

    /** Whether it is a pair of that name, in the same case (RFC 6265 section 4.2). */
    boolean isNamed(String name) {
        return nameEnd - start == name.length()
                && field.startsWith(name, start)
                && field.indexOf('=', nameEnd) >= 0
                && field.indexOf('=', nameEnd) < end;
    }

    String value() {
        return field.substring(valueStart, valueEnd);
    }

    /** The pair as it is written, without blanks around it. */
    String text() {
        return field.substring(start, trim(start, end));
    }

    /** The whole field with another value in this pair. */
    String fieldWith(String value) {
        return field.substring(0, valueStart) + value + field.substring(valueEnd);
    }

    private int endOf(int from) {
        boolean quoted = false;
        int at = from;
        while (at < field.length()) {
            char next = field.charAt(at);
            if (next == '"') {
                quoted = !quoted;
            } else if (quoted && next == '\\' && at + 1 < field.length()) {
                at++;
            } else if (!quoted && (next == ';' || next == ',')) {
                break;
            }
            at++;
        }
        return at;
    }

    private int skipBlanks(int from, int to) {
        int at = Math.min(from, to);
        while (at < to && isBlank(field.charAt(at))) {
            at++;
        }
        return at;
    }

    private int trim(int from, int to) {
        int at = to;
        while (at > from && isBlank(field.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(char octet) {
        return octet == ' ' || octet == '\t';
    }
}
