package io.epochgateway.autoconfigure;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.EventType;
import io.epochgateway.counter.Severity;
import io.epochgateway.epoll.EpollTransport;
import io.epochgateway.epoll.FdFigures;
import io.epochgateway.epoll.LoopFigures;
import io.epochgateway.epoll.StaleEvent;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.net.Transport;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint answers; its components are the names in the JSON.
 *
 * @param transport what carries the bytes
 * @param generationTagging whether each fd carries its generation to the kernel
 * @param reason why not; null if it does
 * @param enabled whether counters of type {@code CNT} count
 * @param since when counting began
 * @param counters those asked for, sorted by location
 * @param loops one entry a loop
 * @param fds the fd table in sum
 * @param staleEvents the last stale events, the oldest first; null if none are remembered
 */
record EpollCounters(
        String transport,
        boolean generationTagging,
        @Nullable String reason,
        boolean enabled,
        Instant since,
        List<Counter> counters,
        List<LoopFigures> loops,
        FdFigures fds,
        @Nullable List<StaleEvent> staleEvents)
        implements OperationResponseBody {

    static EpollCounters of(GatewayLoopResources loops, Predicate<EventCounter> shown) {
        Transport transport = loops.transport();
        List<StaleEvent> staleEvents = loops.staleEvents();
        return new EpollCounters(
                transport.name(),
                transport.generationTagging(),
                transport.reason(),
                EventCounters.enabled(),
                EventCounters.since(),
                EventCounters.all().stream().filter(shown).map(Counter::of).toList(),
                loops.figures(),
                EpollTransport.fds(),
                staleEvents.isEmpty() ? null : staleEvents);
    }

    /** One event counter; the severity is null where none is known. */
    record Counter(
            long count,
            EventType type,
            String location,
            String function,
            String condition,
            String comment,
            @Nullable String severity) {

        static Counter of(EventCounter counter) {
            Severity severity = counter.severity();
            return new Counter(
                    counter.count(),
                    counter.type(),
                    counter.location(),
                    counter.function(),
                    counter.condition(),
                    counter.comment(),
                    severity == null ? null : severity.word());
        }
    }
}
