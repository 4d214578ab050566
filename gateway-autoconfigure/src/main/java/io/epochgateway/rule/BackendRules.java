package io.epochgateway.rule;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a backend; each null if there is none of its kind.
 *
 * @param content for what the client says first
 * @param inspectDelay how long that may be waited for, in milliseconds; 0 for not at all
 * @param response for what the server says first
 * @param responseDelay how long that may be waited for, in milliseconds; 0 for not at all
 */
public record BackendRules(
        @Nullable TcpRules content,
        long inspectDelay,
        @Nullable TcpRules response,
        long responseDelay) {}
