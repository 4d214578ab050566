package io.epochgateway.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a frontend takes out of messages for its log (HAProxy {@code capture}).
 *
 * @param request fields of requests, in the order of the line
 * @param response fields of responses, in the order of the line
 * @param cookie of both; null for none
 */
public record CaptureDefinition(
        List<Part> request, List<Part> response, @Nullable Part cookie) {

    /** Nothing. */
    public static final CaptureDefinition NONE = new CaptureDefinition(List.of(), List.of(), null);

    /**
     * A field, by its name in any case, or a cookie, by the beginning of its name; what has no name is left to rules.
     *
     * @param length how many octets of it are kept, at least 1
     */
    public record Part(String name, int length) {

        /** One that rules fill (HAProxy {@code declare capture}). */
        public static Part place(int length) {
            return new Part("", length);
        }
    }

    public CaptureDefinition {
        request = List.copyOf(request);
        response = List.copyOf(response);
    }

    /** Whether nothing is taken. */
    public boolean isEmpty() {
        return request.isEmpty() && response.isEmpty() && cookie == null;
    }
}
