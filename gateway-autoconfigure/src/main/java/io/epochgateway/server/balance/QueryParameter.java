package io.epochgateway.server.balance;

import io.epochgateway.http.MessageHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A parameter of a request target's query. */
final class QueryParameter {

    private final byte[] start;
    private final boolean semicolons;

    /**
     * Of that name.
     *
     * @param semicolons whether {@code ;} separates parameters as {@code &} does
     */
    QueryParameter(String name, boolean semicolons) {
        this.semicolons = semicolons;
        this.start = (name + "=").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Nullable
    Octets in(MessageHead request) {
        Octets target = Octets.target(request);
        byte[] octets = target.octets();
        int at = target.indexOf((byte) '?') + 1;
        while (at < target.to()) {
            int end = end(target.from(at));
            if (Arrays.equals(octets, at, Math.min(at + start.length, end), start, 0, start.length)) {
                return new Octets(octets, at + start.length, end);
            }
            at = end + 1;
        }
        return null;
    }

    private int end(Octets rest) {
        int ampersand = rest.indexOf((byte) '&');
        return semicolons ? Math.min(ampersand, rest.indexOf((byte) ';')) : ampersand;
    }
}
