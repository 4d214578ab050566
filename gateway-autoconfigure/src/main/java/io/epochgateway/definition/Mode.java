package io.epochgateway.definition;

/** What a proxy understands of the bytes it forwards (HAProxy {@code mode}). */
public enum Mode {
    /** Two directions of bytes. */
    TCP,
    /** HTTP messages. */
    HTTP
}
