package io.epochgateway.accesslog;

import io.epochgateway.definition.CaptureDefinition;
import io.epochgateway.definition.CaptureDefinition.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was captured of one request and its response. Event loop only.
 *
 * @param request fields, in the order of the line
 * @param response fields, in the order of the line
 * @param requestCookie {@code name=value}; null if none is captured
 * @param responseCookie {@code name=value}; null if none is captured
 */
public record Captures(
        List<Captured> request,
        List<Captured> response,
        @Nullable Captured requestCookie,
        @Nullable Captured responseCookie) {

    /** Room for what that captures. */
    public static Captures of(CaptureDefinition definition) {
        return new Captures(
                room(definition.request()),
                room(definition.response()),
                room(definition.cookie()),
                room(definition.cookie()));
    }

    private static List<Captured> room(List<Part> parts) {
        return parts.stream().map(part -> new Captured(part.length())).toList();
    }

    private static @Nullable Captured room(@Nullable Part part) {
        return part == null ? null : new Captured(part.length());
    }

    /** Forgets what was captured. */
    public void clear() {
        for (Captured field : request) {
            field.clear();
        }
        for (Captured field : response) {
            field.clear();
        }
        if (requestCookie != null) {
            requestCookie.clear();
        }
        if (responseCookie != null) {
            responseCookie.clear();
        }
    }
}
