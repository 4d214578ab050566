package io.epochgateway.stream;

import io.epochgateway.definition.RetryDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often one stream has tried to reach a server, and may try again. Event loop only. */
final class Attempts {

    private @Nullable BackendSide backend;
    private boolean persisted;
    private boolean forced;
    private int retries;

    /**
     * A stream is about to try for the first time.
     *
     * @param belongs whether it belongs to a server, so that another one is the last resort only
     * @param stays whether it goes to no other server at all (HAProxy {@code force-persist})
     */
    void begin(BackendSide to, boolean belongs, boolean stays) {
        backend = to;
        persisted = belongs;
        forced = stays;
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
        boolean spreads = !persisted && retry.redispatch() != 0 && backend().spreads();
        return !forced && (spreads || retry.redispatches(retries));
    }

    /** Whether it may leave the queue of a server that is down. */
    boolean mayLeaveQueue() {
        return !forced && !backend().persists() && backend().retry().redispatch() != 0;
    }

    private BackendSide backend() {
        return Objects.requireNonNull(backend, "not begun");
    }
}
