package io.epochgateway.definition;

/**
 * The pipes through which spliced bytes go.
 *
 * @param maxpipes how many there may be in the process; 0 for none (HAProxy {@code maxpipes})
 * @param pipesize bytes that each is to hold (HAProxy {@code tune.pipesize})
 */
public record PipeDefinition(int maxpipes, int pipesize) {

    /** Bytes that a pipe holds if nothing is said. */
    public static final int USUAL_SIZE = 256 * 1024;

    /** A quarter of the usual {@code maxconn}, as in HAProxy. */
    public static final PipeDefinition DEFAULT = new PipeDefinition(1000, USUAL_SIZE);
}
