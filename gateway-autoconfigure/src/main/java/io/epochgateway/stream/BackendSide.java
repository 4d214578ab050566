package io.epochgateway.stream;

import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.RestrictReqHdrNames;
import io.epochgateway.server.ServerSet;

/**
 * What a stream needs of the backend it goes to.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param httpReuse when idle connections are shared
 * @param retries further connection attempts after a failed one
 * @param restrictReqHdrNames what becomes of requests with unusual field names
 * @param servers where it can go
 */
public record BackendSide(String name, Waits waits, HttpReuse httpReuse, int retries, RestrictReqHdrNames restrictReqHdrNames, ServerSet servers) {}
