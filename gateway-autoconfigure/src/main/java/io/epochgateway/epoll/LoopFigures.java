package io.epochgateway.epoll;

/**
 * What one event loop has seen; plain counters read by any thread, so a figure may lag by a moment.
 *
 * @param loop the loop's number, from 1
 * @param events reports delivered to registrations
 * @param batches waits that returned at least one report
 * @param wakeups waits ended by another thread
 * @param registered registrations now
 * @param takeoversIn registrations taken over from other loops
 * @param takeoversOut registrations that other loops took over
 * @param stale reports dropped because of their generation
 */
public record LoopFigures(
        int loop,
        long events,
        long batches,
        long wakeups,
        int registered,
        long takeoversIn,
        long takeoversOut,
        long stale) {}
