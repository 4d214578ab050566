package io.epochgateway.stream;

import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.Reply;
import io.epochgateway.server.ServerSet;
import java.util.Map;

/**
 * What a stream needs of the backend it goes to.
 *
 * @param name for logs
 * @param waits its timeouts
 * @param http how it treats HTTP messages
 * @param errors what it answers in place of the gateway's own replies
 * @param httpReuse when idle connections are shared
 * @param retries further connection attempts after a failed one
 * @param servers where it can go
 */
public record BackendSide(
        String name,
        Waits waits,
        HttpOptions http,
        Map<ErrorReply, Reply> errors,
        HttpReuse httpReuse,
        int retries,
        ServerSet servers) {}
