package io.epochgateway.stream;

import io.epochgateway.definition.RetryDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often one stream has tried to reach a server, and may try again. Event loop only. */
final class Attempts {

    private @Nullable BackendSide backend;
    private int retries;

    /** A stream is about to try for the first time. */
    void begin(BackendSide to) {
        backend = to;
        retries = 0;
    }

    /** Whether there is one more, which then begins. */
    boolean next() {
        if (retries >= backend().retry().retries()) {
            return false;
        }
        retries++;
        return true;
    }

    /** Whether the present one may be made at another server (HAProxy {@code option redispatch}). */
    boolean mayGoElsewhere() {
        RetryDefinition retry = backend().retry();
        return retry.redispatches(retries)
                || (retry.redispatch() != 0 && backend().spreads());
    }

    private BackendSide backend() {
        return Objects.requireNonNull(backend, "not begun");
    }
}
