package io.epochgateway.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The side of a proxy that clients see (HAProxy {@code frontend}, or that half of a {@code listen}).
 *
 * @param name unique among frontends
 * @param property the full name of the property that defines it, for messages
 * @param mode what it understands of the bytes
 * @param binds where it listens, at least one
 * @param timeouts its waits
 * @param limits how many connections it accepts
 * @param http how it treats HTTP messages
 * @param sockets how the kernel treats its connections to clients
 * @param defaultBackend the name of the backend that takes what no rule routes; null answers 503 in mode http and
 *     closes in mode tcp
 * @param bufferRequest whether requests are read whole, or until the buffer is full, before a server is chosen (HAProxy
 *     {@code option http-buffer-request})
 * @param log what it tells of its traffic
 * @param rules what is done with its connections, and where its streams go
 */
public record FrontendDefinition(
        String name,
        String property,
        Mode mode,
        List<BindDefinition> binds,
        Timeouts timeouts,
        AcceptLimits limits,
        HttpOptions http,
        SocketOptions sockets,
        @Nullable String defaultBackend,
        boolean bufferRequest,
        LogDefinition log,
        RulesDefinition rules) {

    public FrontendDefinition {
        binds = List.copyOf(binds);
        if (binds.isEmpty()) {
            throw new DefinitionException(
                    property + ".bind", null, "there is no address to listen on", "Add one, for example ':8080'.");
        }
    }

    /** With sockets as the kernel has them, without options, limits of its own and log. */
    public FrontendDefinition(
            String name,
            String property,
            Mode mode,
            List<BindDefinition> binds,
            Timeouts timeouts,
            HttpOptions http,
            @Nullable String defaultBackend) {
        this(
                name,
                property,
                mode,
                binds,
                timeouts,
                AcceptLimits.NONE,
                http,
                SocketOptions.NONE,
                defaultBackend,
                false,
                LogDefinition.NONE,
                RulesDefinition.NONE);
    }
}
