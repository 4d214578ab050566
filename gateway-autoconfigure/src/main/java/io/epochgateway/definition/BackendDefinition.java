package io.epochgateway.definition;

import java.util.List;

/**
 * The side of a proxy that servers see (HAProxy {@code backend}, or that half of a {@code listen}).
 *
 * @param name unique among backends
 * @param property the full name of the property that defines it, for messages
 * @param mode what it understands of the bytes
 * @param timeouts its waits
 * @param fullconn requests in it at which servers with a {@code minconn} give all their slots; 0 for a tenth of what the
 *     frontends that lead here accept
 * @param http how it treats HTTP messages
 * @param sockets how the kernel treats its connections to servers
 * @param httpReuse when idle connections are shared
 * @param balance how a server is chosen
 * @param health what the checks of its servers do
 * @param retry when and where a request is tried again
 * @param abortonclose whether a client that ends its side gives its request up (HAProxy {@code option abortonclose})
 * @param bufferRequest whether requests are read whole, or until the buffer is full, before a server is chosen (HAProxy
 *     {@code option http-buffer-request})
 * @param serverRules which server a stream goes to, whatever is balanced
 * @param persistence what brings a client back to its server besides its cookie
 * @param rules what is done with what clients and servers say first
 * @param servers in the order of the configuration, possibly none
 */
public record BackendDefinition(
        String name,
        String property,
        Mode mode,
        Timeouts timeouts,
        int fullconn,
        HttpOptions http,
        SocketOptions sockets,
        HttpReuse httpReuse,
        BalanceDefinition balance,
        HealthDefinition health,
        RetryDefinition retry,
        boolean abortonclose,
        boolean bufferRequest,
        ServerRulesDefinition serverRules,
        PersistenceDefinition persistence,
        BackendRulesDefinition rules,
        List<ServerDefinition> servers) {

    public BackendDefinition {
        Range.check(property, "number of retries", retry.retries(), 0, Integer.MAX_VALUE);
        servers = List.copyOf(servers);
    }

    /** With sockets as the kernel has them and without options. */
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
                0,
                http,
                SocketOptions.NONE,
                httpReuse,
                BalanceDefinition.of(balance),
                HealthDefinition.CONNECT,
                RetryDefinition.of(retries),
                false,
                false,
                ServerRulesDefinition.NONE,
                PersistenceDefinition.NONE,
                BackendRulesDefinition.NONE,
                servers);
    }
}
