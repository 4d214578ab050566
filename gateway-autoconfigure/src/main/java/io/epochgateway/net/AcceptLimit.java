package io.epochgateway.net;

/** Something of which there may be only so much among the accepted connections. Any thread, no lock. */
sealed interface AcceptLimit permits ConnectionLimit, ConnectionRate {

    /** Lets a connection in, if there is room. */
    boolean enter();

    /** The connection that was let in is let in by no other limit. */
    void undo();

    /** The connection that was let in is closed. */
    void leave();

    /** Whether there is no room now. */
    boolean isFull();

    /** Wakes the gate once it is worth trying again. */
    void await(AcceptGate gate);

    /** The gate, just woken, had no use for the room: another one may have. */
    void passOn();

    /** The gate is gone. */
    void forget(AcceptGate gate);
}
