package io.epochgateway.counter;

/** The kinds of event counters, in the words of HAProxy's {@code debug counters}. */
public enum EventType {
    /** A broken invariant: always counted, reported once by a warning. */
    BUG,
    /** A state that should not be reached: always counted, reported once by a warning. */
    CHK,
    /** A rare but legitimate event: counted while counting is on. */
    CNT,
    /** An anomaly of the protocol on the wire: always counted. */
    GLT
}
