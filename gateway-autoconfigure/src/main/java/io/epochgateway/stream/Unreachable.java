package io.epochgateway.stream;

import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;

/** Why a stream reached no server. */
enum Unreachable {
    /** The backend has no usable server. */
    NO_SERVER(Cause.SERVER, Phase.CONNECT),
    /** {@code timeout queue} */
    QUEUE_TIMEOUT(Cause.SERVER_TIMEOUT, Phase.QUEUE),
    /** {@code maxqueue} of the server that it has to go to */
    QUEUE_FULL(Cause.SERVER, Phase.QUEUE),
    /** Every attempt was refused or reset. */
    CONNECT_FAILED(Cause.SERVER, Phase.CONNECT),
    /** The last attempt took longer than {@code timeout connect}. */
    CONNECT_TIMEOUT(Cause.SERVER_TIMEOUT, Phase.CONNECT);

    private final Cause cause;
    private final Phase phase;

    Unreachable(Cause cause, Phase phase) {
        this.cause = cause;
        this.phase = phase;
    }

    /** How a stream ends for it. */
    void tell(Termination termination) {
        termination.tell(cause, phase);
    }
}
