package io.epochgateway.epoll;

import java.util.List;
import java.util.Map;

/**
 * What one event loop has seen; plain counters read by any thread, so a figure may lag by a moment.
 *
 * @param loop the loop's number, from 1
 * @param events reports delivered to registrations
 * @param batches waits that returned at least one report
 * @param eventsPerBatch how many batches brought 1 report, 2 to 3, 4 to 7 and so on, up to the last that any brought; what
 *     is reported counts, delivered or not
 * @param wakeups waits ended by another thread
 * @param registered registrations now
 * @param takeoversIn registrations taken over from other loops
 * @param takeoversOut registrations that other loops took over
 * @param stale reports dropped because of their generation
 * @param staleByCondition the same by the comment of their counter; conditions not met are left out
 */
public record LoopFigures(
        int loop,
        long events,
        long batches,
        List<Long> eventsPerBatch,
        long wakeups,
        int registered,
        long takeoversIn,
        long takeoversOut,
        long stale,
        Map<String, Long> staleByCondition) {}
