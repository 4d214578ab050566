package io.epochgateway.stream;

import io.epochgateway.accesslog.FrontendLog;
import io.epochgateway.stats.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Where a frontend's streams are told of.
 *
 * @param process the counters of the whole process
 * @param traffic those of the frontend
 * @param log null if it has none
 */
public record Telemetry(
        Traffic process, Traffic traffic, @Nullable FrontendLog log) {}
