package io.epochgateway.rule.sample;

/**
 * Where a connection came in.
 *
 * @param frontend the frontend's name
 * @param frontendId its number among the proxies, from 1
 * @param bindName the name of its bind; empty if it has none
 * @param bindId the bind's number in the frontend, from 1
 */
public record Entrance(String frontend, int frontendId, String bindName, int bindId) {}
