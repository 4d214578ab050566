package io.epochgateway.stream;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.LoopTraffic;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Whose counters the end of a stream adds to.
 *
 * @param http whether the stream is a request
 * @param front the frontend's
 * @param back the backend's; null if there was no routing
 * @param server the server's; null if none was chosen
 */
record Ending(
        boolean http,
        LoopTraffic front,
        @Nullable LoopTraffic back,
        @Nullable LoopTraffic server) {

    /** One that ended so. */
    void count(Termination end) {
        switch (end.cause()) {
            case CLIENT, CLIENT_TIMEOUT -> aborted(end);
            case SERVER, SERVER_TIMEOUT -> failed(end);
            case PROXY -> refused(end);
            case LOCAL -> front.count(Counter.INTERCEPTED);
            case INTERNAL -> {
                front.count(Counter.EINT);
                behind(Counter.EINT);
            }
            case NORMAL, RESOURCE, DOWN, UP, KILLED -> {}
        }
    }

    private void aborted(Termination end) {
        behind(Counter.CLI_ABRT);
        if (end.phase() == Phase.TARPIT) {
            refused(end);
        }
    }

    private void failed(Termination end) {
        switch (end.phase()) {
            case QUEUE, CONNECT -> behind(Counter.ECON);
            case HEADERS -> behind(Counter.ERESP);
            default -> {
                behind(Counter.SRV_ABRT);
                if (http && end.cause() == Cause.SERVER) {
                    behind(Counter.ERESP);
                }
            }
        }
    }

    private void refused(Termination end) {
        switch (end.phase()) {
            case REQUEST, TARPIT -> front.count(Counter.DREQ);
            case HEADERS -> behind(Counter.ERESP);
            default -> {}
        }
    }

    private void behind(Counter counter) {
        if (back != null) {
            back.count(counter);
        }
        if (server != null) {
            server.count(counter);
        }
    }
}
