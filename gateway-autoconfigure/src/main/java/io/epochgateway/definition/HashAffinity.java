package io.epochgateway.definition;

/** Whether a key stays with its server when that server is loaded (HAProxy {@code hash-preserve-affinity}). */
public enum HashAffinity {
    /** It waits in the server's queue. */
    ALWAYS,
    /** It goes on along the ring past servers without a free slot. */
    MAXCONN,
    /** It goes on along the ring past servers whose queue is full. */
    MAXQUEUE
}
