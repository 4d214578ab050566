package io.epochgateway.definition;

/** What a proxy understands of the bytes it forwards (HAProxy {@code mode}). */
public enum Mode {
    /** Two directions of bytes. */
    TCP,
    /** HTTP messages. */
    HTTP;

    /** Whether streams of a frontend of this mode may go to a backend of that one; they become requests on the way. */
    public boolean leadsTo(Mode backend) {
        return this == backend || backend == HTTP;
    }
}
