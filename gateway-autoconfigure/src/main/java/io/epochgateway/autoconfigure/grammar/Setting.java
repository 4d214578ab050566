package io.epochgateway.autoconfigure.grammar;

/**
 * A value and where it is written.
 *
 * @param property the full name of the property
 */
record Setting<T>(T value, String property) {}
