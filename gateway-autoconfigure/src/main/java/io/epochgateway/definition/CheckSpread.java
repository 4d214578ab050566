package io.epochgateway.definition;

import java.time.Duration;

/**
 * How checks are kept from coming all at the same time.
 *
 * @param percent by how much of its interval a check may come early or late, 0 to 50 (HAProxy {@code spread-checks})
 * @param most within which time all first checks begin; {@link Duration#ZERO} for the interval (HAProxy
 *     {@code max-spread-checks})
 */
public record CheckSpread(int percent, Duration most) {

    /** On time. */
    public static final CheckSpread NONE = new CheckSpread(0, Duration.ZERO);

    public CheckSpread {
        Range.check("gateway.global.spread-checks", "percentage", percent, 0, 50);
    }
}
