package io.epochgateway.definition;

/** Where a proxy logs to (HAProxy {@code log}). */
public enum LogTarget {
    /** To where the whole process logs (HAProxy {@code log global}). */
    GLOBAL,
    /** Nowhere (HAProxy {@code no log}). */
    FALSE
}
