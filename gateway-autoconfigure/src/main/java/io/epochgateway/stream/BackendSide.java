package io.epochgateway.stream;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.server.ServerSet;
import io.epochgateway.stats.Traffic;

/**
 * What a stream needs of the backend it goes to.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param httpReuse when idle connections are shared
 * @param retries further connection attempts after a failed one
 * @param servers where it can go
 * @param traffic its counters
 */
public record BackendSide(String name, Waits waits, HttpReuse httpReuse, int retries, ServerSet servers, Traffic traffic) {}
