package io.epochgateway.rule.sample;

/**
 * What a variable holds. Never written to.
 *
 * @param number of a BOOL or an INT
 * @param octets of the other types
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Value(Type type, long number, byte[] octets) {}
