package io.epochgateway.definition;

/**
 * One address that a frontend listens on (HAProxy {@code bind}).
 *
 * @param property the full name of the property that says so, for messages
 * @param host the address or host name to bind; empty for all addresses
 * @param port 0 to 65535; 0 lets the kernel choose
 */
public record BindDefinition(String property, String host, int port) {}
