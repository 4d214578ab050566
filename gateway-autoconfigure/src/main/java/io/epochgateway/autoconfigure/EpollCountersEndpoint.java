package io.epochgateway.autoconfigure;

import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.EventType;
import io.epochgateway.net.GatewayLoopResources;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The event counters, as JSON or as the table of HAProxy's {@code debug counters}, and what is known of each fd. Any
 * thread but those of the loops.
 */
@Endpoint(id = "epollcounters", defaultAccess = Access.READ_ONLY)
public final class EpollCountersEndpoint {

    /** No loop that is well takes so long to look at one fd. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GatewayLoopResources loops;

    EpollCountersEndpoint(GatewayLoopResources loops) {
        this.loops = loops;
    }

    /** A program wants every row at its place, so those at 0 are left out only if it says so. */
    @ReadOperation
    EpollCounters counters(EventType @Nullable [] types, @Nullable Boolean all) {
        Set<EventType> shown = set(types);
        boolean zeroes = all == null || all;
        return EpollCounters.of(
                loops,
                counter -> (shown.isEmpty() || shown.contains(counter.type())) && (zeroes || counter.count() != 0));
    }

    /** A person wants what happened: as {@code debug counters show}, or {@code all}. */
    @ReadOperation(produces = "text/plain;charset=UTF-8")
    String table(EventType @Nullable [] types, @Nullable Boolean all) {
        return EventCounters.text(all != null && all, set(types));
    }

    @ReadOperation
    @Nullable
    FdReport fd(@Selector int fd) {
        try {
            return loops.descriptor(fd)
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join()
                    .map(FdReport::of)
                    .orElse(null);
        } catch (CompletionException e) {
            throw new IllegalStateException("the event loop of fd " + fd + " doesn't answer", e);
        }
    }

    @WriteOperation
    void enable(boolean enabled, EventType @Nullable [] types) {
        for (EventType type : set(types)) {
            if (!type.stoppable()) {
                throw new InvalidEndpointRequestException(type + " counters always count", "they can't be stopped");
            }
        }
        EventCounters.enable(enabled, set(types));
    }

    @DeleteOperation
    void reset(EventType @Nullable [] types) {
        EventCounters.reset(set(types));
    }

    private static Set<EventType> set(EventType @Nullable [] types) {
        Set<EventType> set = EnumSet.noneOf(EventType.class);
        if (types != null) {
            set.addAll(Arrays.asList(types));
        }
        return set;
    }
}
