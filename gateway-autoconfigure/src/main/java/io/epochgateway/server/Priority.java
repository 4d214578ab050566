package io.epochgateway.server;

/**
 * A request's place among those that wait for a slot (HAProxy {@code set-priority-class}, {@code set-priority-offset}).
 *
 * @param order the class: a lower one is served before any higher one; -2047 to 2047
 * @param offsetMillis within a class, how much later (or, negative, earlier) than it did the request counts as having
 *     come; -524287 to 524287 milliseconds
 */
public record Priority(int order, int offsetMillis) {

    /** In the order of arrival. */
    public static final Priority NORMAL = new Priority(0, 0);

    private static final int MOST_ORDER = 2047;
    private static final int MOST_OFFSET = 524_287;

    /** Values out of range become the nearest in range, as in HAProxy. */
    public Priority {
        order = Math.clamp(order, -MOST_ORDER, MOST_ORDER);
        offsetMillis = Math.clamp(offsetMillis, -MOST_OFFSET, MOST_OFFSET);
    }
}
