package io.epochgateway.server.balance;

import io.epochgateway.http.MessageHead;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** A value of a field that may hold a list of them, separated by commas outside of quoted strings. */
final class FieldValue {

    private final AsciiString name;

    FieldValue(String name) {
        this.name = new AsciiString(name);
    }

    /** Null if there is none or if it is empty. */
    @Nullable
    Octets first(MessageHead request) {
        int field = request.find(name, 0);
        Octets value = field < 0 ? null : value(request, request.valueStart(field), request.valueEnd(field));
        return value == null || value.from() == value.to() ? null : value;
    }

    private static Octets value(MessageHead request, int from, int end) {
        byte[] octets = request.octets();
        int start = from;
        int to = comma(octets, from, end);
        while (start < to && isBlank(octets[start])) {
            start++;
        }
        while (to > start && isBlank(octets[to - 1])) {
            to--;
        }
        return new Octets(octets, start, to);
    }

    private static int comma(byte[] octets, int from, int to) {
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            if (octets[at] == '"') {
                quoted = !quoted;
            } else if (quoted && octets[at] == '\\') {
                at++;
            } else if (!quoted && octets[at] == ',') {
                return at;
            }
        }
        return to;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
