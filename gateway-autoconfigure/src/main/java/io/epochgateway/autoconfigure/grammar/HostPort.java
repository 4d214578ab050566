package io.epochgateway.autoconfigure.grammar;

/**
 * A network address as written.
 *
 * @param host an address or a name, without brackets; empty for all addresses
 * @param port within the range of its place
 */
record HostPort(String host, int port) {}
