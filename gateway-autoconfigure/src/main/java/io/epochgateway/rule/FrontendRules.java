package io.epochgateway.rule;

import io.epochgateway.definition.CaptureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a frontend; each null if there is none of its kind.
 *
 * @param connection for a connection that was just accepted
 * @param session for one whose PROXY header, if any, is complete
 * @param content for what it says first
 * @param inspectDelay how long content may be waited for, in milliseconds; 0 for not at all
 * @param httpRequest for each request
 * @param routes where it goes
 * @param captures what is captured of requests and responses, by rules or without them
 * @param <B> what a backend is to those who go there
 */
public record FrontendRules<B>(
        @Nullable TcpRules connection,
        @Nullable TcpRules session,
        @Nullable TcpRules content,
        long inspectDelay,
        @Nullable HttpRequestRules httpRequest,
        @Nullable Routes<B> routes,
        CaptureDefinition captures) {}
