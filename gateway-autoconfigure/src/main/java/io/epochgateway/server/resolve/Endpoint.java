package io.epochgateway.server.resolve;

/**
 * Where an instance of a service is.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {}
