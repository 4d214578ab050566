package io.epochgateway.stream;

import io.epochgateway.definition.RestrictReqHdrNames;
import io.epochgateway.http.HeadLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a stream needs of the frontend that accepted it.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param headLimits how large the head of a message may be
 * @param restrictReqHdrNames what becomes of requests with unusual field names
 * @param defaultBackend where its streams go; null if nowhere
 */
public record FrontendSide(
        String name,
        Waits waits,
        HeadLimits headLimits,
        RestrictReqHdrNames restrictReqHdrNames,
        @Nullable BackendSide defaultBackend) {}
