package io.epochgateway.definition;

/**
 * How many connections a frontend accepts; those beyond a limit wait in the kernel's backlog.
 *
 * @param maxconn connections at a time; 0 for those of the process (HAProxy {@code maxconn})
 * @param backlog how many may wait in the kernel; 0 for as many as {@code maxconn} (HAProxy {@code backlog})
 * @param sessionRate new connections per second; 0 for no limit (HAProxy {@code rate-limit sessions})
 */
public record AcceptLimits(int maxconn, int backlog, int sessionRate) {

    /** What holds where nothing is said. */
    public static final AcceptLimits NONE = new AcceptLimits(0, 0, 0);
}
