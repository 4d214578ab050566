package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a backend's checks do.
 *
 * @param http the request that is sent; null if connecting is all
 * @param timeoutConnect how long connecting may take; zero if only the time to the next check limits it
 * @param timeoutCheck how long the answer may take once connected; zero if only the time to the next check limits it
 * @param logHealthChecks whether every change of a check's result is logged
 */
public record HealthDefinition(
        @Nullable HttpCheckDefinition http, Duration timeoutConnect, Duration timeoutCheck, boolean logHealthChecks) {

    /** Connecting only, for servers that are checked. */
    public static final HealthDefinition CONNECT = new HealthDefinition(null, Duration.ZERO, Duration.ZERO, false);
}
