package io.epochgateway.stream;

import io.epochgateway.accesslog.Captured;
import java.nio.charset.StandardCharsets;

/**
 * Finds the first cookie whose {@code name=value} begins with a text, as HAProxy does: pairs end at {@code ;} outside
 * double quotes, in requests also at {@code ,}; what begins with {@code $} is an attribute. Event loop only.
 */
final class CookieScan {

    private static final byte[] EQUALS = {'='};

    private final byte[] beginning;

    CookieScan(String beginning) {
        this.beginning = beginning.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Takes it out of a field's value, if it is there.
     *
     * @param several whether pairs follow each other, as in requests; else only the first one is a cookie
     */
    void take(byte[] octets, int start, int end, boolean several, Captured into) {
        int at = start;
        while (at < end) {
            int stop = endOfPair(octets, at, end, several);
            if (takePair(octets, skipBlanks(octets, at, stop), stop, into) || !several) {
                return;
            }
            at = stop + 1;
        }
    }

    private boolean takePair(byte[] octets, int start, int stop, Captured into) {
        int equals = start;
        while (equals < stop && octets[equals] != '=') {
            equals++;
        }
        if (equals == stop || octets[start] == '$') {
            return false;
        }
        int name = trim(octets, start, equals) - start;
        int valueStart = skipBlanks(octets, equals + 1, stop);
        int valueEnd = trim(octets, valueStart, stop);
        if (!begins(octets, start, name, valueStart, valueEnd)) {
            return false;
        }
        into.take(octets, start, start + name);
        into.add(EQUALS, 0, 1);
        into.add(octets, valueStart, valueEnd);
        return true;
    }

    private boolean begins(byte[] octets, int start, int name, int valueStart, int valueEnd) {
        int value = valueStart - name - 1;
        if (beginning.length > valueEnd - value) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            byte octet = i < name ? octets[start + i] : i == name ? EQUALS[0] : octets[value + i];
            if (octet != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static int endOfPair(byte[] octets, int start, int end, boolean several) {
        boolean quoted = false;
        for (int at = start; at < end; at++) {
            byte octet = octets[at];
            if (octet == '"') {
                quoted = !quoted;
            } else if (quoted && octet == '\\') {
                at++;
            } else if (!quoted && (octet == ';' || (several && octet == ','))) {
                return at;
            }
        }
        return end;
    }

    private static int skipBlanks(byte[] octets, int start, int end) {
        int at = start;
        while (at < end && isBlank(octets[at])) {
            at++;
        }
        return at;
    }

    private static int trim(byte[] octets, int start, int end) {
        int at = end;
        while (at > start && isBlank(octets[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
