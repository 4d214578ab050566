package io.epochgateway.definition;

/**
 * The process-wide settings (HAProxy section {@code global}).
 *
 * @param nbthread event loops, 1 to 1024
 */
public record GlobalDefinition(int nbthread) {}
