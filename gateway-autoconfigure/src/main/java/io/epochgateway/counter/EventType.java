package io.epochgateway.counter;

/** The kinds of event counters, in the words of HAProxy's {@code debug counters}. */
public enum EventType {
    /** A broken invariant: always counted, reported once by a warning. */
    BUG(false),
    /** A state that should not be reached: always counted, reported once by a warning. */
    CHK(false),
    /** A rare but legitimate event: counted while counting is on. */
    CNT(true),
    /** An anomaly of the protocol on the wire: counted until it is stopped by name. */
    GLT(true);

    private final boolean stoppable;

    EventType(boolean stoppable) {
        this.stoppable = stoppable;
    }

    /** Whether counting can be turned off. */
    public boolean stoppable() {
        return stoppable;
    }

    /** This type in a set of bits. */
    int bit() {
        return 1 << ordinal();
    }
}
