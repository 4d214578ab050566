package io.epochgateway.definition;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP check (HAProxy {@code option httpchk}, {@code http-check send} and {@code http-check expect}).
 *
 * @param request as it goes out, octets as characters
 * @param expect what the response must be
 * @param disableOn404 a 404 says that the server is alive and wants no new traffic
 */
public record HttpCheckDefinition(String request, Expect expect, boolean disableOn404) {

    /** What a response must be. */
    public sealed interface Expect {}

    /** A status of 2xx or 3xx. */
    public record GoodStatus() implements Expect {}

    /**
     * A status in one of the ranges.
     *
     * @param not none of the ranges instead
     */
    public record Status(List<StatusRange> ranges, boolean not) implements Expect {}

    /**
     * A text that is found, of the status or in the body.
     *
     * @param not a text that isn't found instead
     * @param text the plain text to find in the body; null if a pattern is
     * @param pattern the pattern to find; null if a text is
     * @param inBody in the body, or else in the three digits of the status
     */
    public record Text(
            boolean not, @Nullable String text, @Nullable Pattern pattern, boolean inBody) implements Expect {}

    /** Of status codes, both included. */
    public record StatusRange(int lowest, int highest) {}
}
