package io.epochgateway.server.balance;

import io.epochgateway.http.MessageHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A parameter of a form: in the query of a request target, or in the body of a POST. {@code &} separates them. */
final class FormParameter {

    private static final String MARKS_OF_TOKENS = "!#$%&'*+-.^_`|~";

    private final byte[] start;

    FormParameter(String name) {
        this.start = (name + "=").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Nullable
    Octets inQuery(MessageHead request) {
        Octets target = Octets.target(request);
        return find(target.from(Math.min(target.indexOf((byte) '?') + 1, target.to())));
    }

    /** A value that begins like nothing in a form has no key, one that begins with a blank the empty one, as in HAProxy. */
    @Nullable
    Octets inForm(Octets body) {
        Octets value = find(body);
        if (value == null || value.from() == value.to() || isOfToken(value.octets()[value.from()])) {
            return value;
        }
        return isBlank(value.octets()[value.from()]) ? value.upTo(value.from()) : null;
    }

    private @Nullable Octets find(Octets form) {
        byte[] octets = form.octets();
        for (Octets rest = form; rest.from() < rest.to(); ) {
            int end = rest.indexOf((byte) '&');
            if (Arrays.equals(octets, rest.from(), Math.min(rest.from() + start.length, end), start, 0, start.length)) {
                return new Octets(octets, rest.from() + start.length, end);
            }
            rest = rest.from(Math.min(end + 1, rest.to()));
        }
        return null;
    }

    private static boolean isOfToken(byte octet) {
        return octet >= '0' && octet <= '9'
                || (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z'
                || octet > 0 && MARKS_OF_TOKENS.indexOf(octet) >= 0;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }
}
