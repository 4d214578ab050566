package io.epochgateway.definition;

/**
 * How a dead peer is found on a silent connection (HAProxy {@code option clitcpka}, {@code option srvtcpka}; tcp(7)).
 *
 * @param count probes without an answer before the connection is dropped; 0 leaves it to the kernel
 * @param idle seconds of silence before the first probe; 0 leaves it to the kernel
 * @param interval seconds between two probes; 0 leaves it to the kernel
 */
public record TcpKeepAlive(int count, int idle, int interval) {}
