package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A program beside the server that says how it is (HAProxy {@code agent-check}).
 *
 * @param host where it listens; null for where the server is
 * @param port where it listens, 1 to 65535
 * @param inter from the end of a question to the next, above zero
 * @param send what it is told first; empty for nothing
 */
public record AgentDefinition(@Nullable String host, int port, Duration inter, String send) {}
