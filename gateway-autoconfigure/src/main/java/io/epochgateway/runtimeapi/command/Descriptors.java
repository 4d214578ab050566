package io.epochgateway.runtimeapi.command;

import io.epochgateway.net.Descriptor;
import io.epochgateway.net.GatewayLoopResources;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the event loops for their fds and waits for the answer. Not on an event loop. */
final class Descriptors {

    private static final long PATIENCE_SECONDS = 5;

    private final GatewayLoopResources loops;

    Descriptors(GatewayLoopResources loops) {
        this.loops = loops;
    }

    /**
     * In order of their numbers.
     *
     * @throws Unavailable if a loop doesn't answer
     */
    List<Descriptor> now() throws Unavailable {
        try {
            return loops.descriptors().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new Unavailable();
        } catch (ExecutionException | TimeoutException noAnswer) {
            throw new Unavailable();
        }
    }

    /** The loops are too busy, or ending. */
    static final class Unavailable extends Exception {
        Unavailable() {
            super("The event loops don't answer.");
        }
    }
}
