package io.epochgateway.stream;

import org.jspecify.annotations.Nullable;

/**
 * What a stream needs of the frontend that accepted it.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param bufferRequest whether requests are read before a server is chosen
 * @param defaultBackend where its streams go; null if nowhere
 * @param telemetry where they are told of
 */
public record FrontendSide(
        String name,
        Waits waits,
        boolean bufferRequest,
        @Nullable BackendSide defaultBackend,
        Telemetry telemetry) {}
