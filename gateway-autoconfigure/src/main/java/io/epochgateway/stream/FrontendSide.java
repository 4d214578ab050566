package io.epochgateway.stream;

import org.jspecify.annotations.Nullable;

/**
 * What a stream needs of the frontend that accepted it.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param defaultBackend where its streams go; null if nowhere
 * @param telemetry where they are told of
 */
public record FrontendSide(
        String name, Waits waits, @Nullable BackendSide defaultBackend, Telemetry telemetry) {}
