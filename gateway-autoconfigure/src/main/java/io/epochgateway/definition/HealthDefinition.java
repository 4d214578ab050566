package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a backend's checks do.
 *
 * @param script what is said to the server and expected of it
 * @param bean the name of the application's own check, which takes the script's place; null for the script
 * @param beanProperty the full name of the property that names it, for messages
 * @param timeoutConnect how long connecting may take; zero if only the time to the next check limits it
 * @param timeoutCheck how long the answer may take once connected; zero if only the time to the next check limits it
 * @param logHealthChecks whether every change of a check's result is logged
 */
public record HealthDefinition(
        CheckScript script,
        @Nullable String bean,
        String beanProperty,
        Duration timeoutConnect,
        Duration timeoutCheck,
        boolean logHealthChecks) {

    /** Connecting only, for servers that are checked. */
    public static final HealthDefinition CONNECT =
            new HealthDefinition(CheckScript.CONNECT, null, "", Duration.ZERO, Duration.ZERO, false);
}
