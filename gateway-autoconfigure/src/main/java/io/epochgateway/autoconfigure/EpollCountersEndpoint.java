package io.epochgateway.autoconfigure;

import io.epochgateway.counter.EventCounters;
import io.epochgateway.net.GatewayLoopResources;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** The event counters, as JSON or as the table of HAProxy's {@code debug counters}. Any thread. */
@Endpoint(id = "epollcounters", defaultAccess = Access.READ_ONLY)
public final class EpollCountersEndpoint {

    private final GatewayLoopResources loops;

    EpollCountersEndpoint(GatewayLoopResources loops) {
        this.loops = loops;
    }

    @ReadOperation
    EpollCounters counters() {
        return EpollCounters.of(loops);
    }

    @ReadOperation(produces = "text/plain;charset=UTF-8")
    String table() {
        return EventCounters.text(true, Set.of());
    }

    @WriteOperation
    void enable(boolean enabled) {
        EventCounters.enable(enabled);
    }

    @DeleteOperation
    void reset() {
        EventCounters.reset(Set.of());
    }
}
