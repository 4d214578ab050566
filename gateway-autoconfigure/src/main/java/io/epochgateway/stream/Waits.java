package io.epochgateway.stream;

import io.epochgateway.definition.Timeouts;

/** {@link Timeouts} in milliseconds; 0 waits for ever, in the tarpit not at all. */
public record Waits(
        long client,
        long server,
        long connect,
        long queue,
        long httpRequest,
        long httpKeepAlive,
        long tunnel,
        long clientFin,
        long serverFin,
        long tarpit) {

    public static Waits of(Timeouts timeouts) {
        return new Waits(
                timeouts.client().toMillis(),
                timeouts.server().toMillis(),
                timeouts.connect().toMillis(),
                timeouts.queue().toMillis(),
                timeouts.httpRequest().toMillis(),
                timeouts.httpKeepAlive().toMillis(),
                timeouts.tunnel().toMillis(),
                timeouts.clientFin().toMillis(),
                timeouts.serverFin().toMillis(),
                timeouts.tarpit().toMillis());
    }
}
