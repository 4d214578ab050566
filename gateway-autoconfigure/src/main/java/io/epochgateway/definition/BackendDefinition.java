package io.epochgateway.definition;

import java.util.List;

/**
 * The side of a proxy that servers see (HAProxy {@code backend}, or that half of a {@code listen}).
 *
 * @param name unique among backends
 * @param property the full name of the property that defines it, for messages
 * @param mode what it understands of the bytes
 * @param timeouts its waits
 * @param http how it treats HTTP messages
 * @param fullconn requests in it at which servers with a {@code minconn} give all their slots; 0 for a tenth of what the
 *     frontends that lead here accept
 * @param httpReuse when idle connections are shared
 * @param balance how a server is chosen
 * @param health what the checks of its servers do
 * @param retries further connection attempts after a failed one
 * @param servers in the order of the configuration, possibly none
 */
public record BackendDefinition(
        String name,
        String property,
        Mode mode,
        Timeouts timeouts,
        HttpOptions http,
        int fullconn,
        HttpReuse httpReuse,
        BalanceDefinition balance,
        HealthDefinition health,
        int retries,
        List<ServerDefinition> servers) {

    public BackendDefinition {
        Range.check(property, "number of retries", retries, 0, Integer.MAX_VALUE);
        servers = List.copyOf(servers);
    }

    /** With the usual {@code fullconn}. */
    public BackendDefinition(
            String name,
            String property,
            Mode mode,
            Timeouts timeouts,
            HttpOptions http,
            HttpReuse httpReuse,
            BalanceAlgorithm balance,
            int retries,
            List<ServerDefinition> servers) {
        this(
                name,
                property,
                mode,
                timeouts,
                http,
                0,
                httpReuse,
                BalanceDefinition.of(balance),
                HealthDefinition.CONNECT,
                retries,
                servers);
    }
}
