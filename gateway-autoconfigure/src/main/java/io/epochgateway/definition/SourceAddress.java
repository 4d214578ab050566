package io.epochgateway.definition;

/**
 * Where connections to a server come from (HAProxy {@code source}).
 *
 * @param host an address of this machine
 * @param firstPort 1 to 65535; 0 lets the kernel choose
 * @param lastPort at least the first one
 */
public record SourceAddress(String host, int firstPort, int lastPort) {}
