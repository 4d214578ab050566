package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and where a server is checked (HAProxy {@code check} and the words beside it).
 *
 * @param inter from the end of a check to the next while the server is up; above zero
 * @param fastinter the same while the checks don't agree with the server's state
 * @param downinter the same while it is down
 * @param rise so many checks in a row bring it up, from 1
 * @param fall so many failed checks in a row put it down, from 1
 * @param host where to check; null for the server's own
 * @param port where to check; 0 for the server's own
 * @param transport how to connect there
 */
public record CheckDefinition(
        Duration inter,
        Duration fastinter,
        Duration downinter,
        int rise,
        int fall,
        @Nullable String host,
        int port,
        CheckTransport transport) {}
