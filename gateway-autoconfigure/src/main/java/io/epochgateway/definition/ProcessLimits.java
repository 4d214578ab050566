package io.epochgateway.definition;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections all frontends together accept; those beyond a limit wait in the kernel's backlog.
 *
 * @param maxconn connections at a time, at least 1 (HAProxy {@code maxconn} of {@code global})
 * @param maxconnrate new connections per second; 0 for no limit
 * @param maxsessrate new sessions per second; 0 for no limit
 */
public record ProcessLimits(int maxconn, int maxconnrate, int maxsessrate) {

    /** More than this many fds are not planned with, whatever the system allows (HAProxy {@code fd-hard-limit}). */
    private static final long MOST_FDS = 1 << 20;

    /** Fds that a JVM with an application has open before there is traffic. */
    private static final long OWN_FDS = 256;

    /** What holds where nothing is said: a connection takes two fds, one on each side. */
    public static final ProcessLimits DEFAULT =
            new ProcessLimits((int) Math.max(1, (Math.min(mostFds(), MOST_FDS) - OWN_FDS) / 2), 0, 0);

    public ProcessLimits {
        Range.check("gateway.global.maxconn", "maxconn", maxconn, 1, Integer.MAX_VALUE);
    }

    private static long mostFds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : MOST_FDS;
    }
}
