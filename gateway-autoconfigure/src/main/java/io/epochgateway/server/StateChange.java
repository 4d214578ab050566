package io.epochgateway.server;

/**
 * A server may be used for something else than before.
 *
 * @param server which
 * @param before its condition until now
 * @param after its condition from now on
 * @param cause why, as HAProxy's log adds it to its sentence; empty if the sentence says it
 * @param copied whether it follows the server that it tracks
 * @param activeServers servers of the backend that take new traffic now, backups left out
 * @param backupServers backups that could take new traffic now
 * @param requeued requests that waited for the server and look for another one now
 */
public record StateChange(
        Server server,
        Condition before,
        Condition after,
        String cause,
        boolean copied,
        int activeServers,
        int backupServers,
        int requeued) {

    /** Whether the backend had a usable server before this change and has none now. */
    public boolean lastOne() {
        return activeServers + backupServers == 0 && before.effectiveWeight() > 0;
    }

    /** As HAProxy's log tells it. */
    public String sentence() {
        String name =
                (server.definition().backup() ? "Backup " : "") + "Server " + server.proxy() + "/" + server.name();
        if (!before.inMaintenance() && after.inMaintenance()) {
            return before.operation() == Operation.STOPPED
                    ? name + " was DOWN and now enters maintenance" + cause + via() + "."
                    : name + " is going DOWN for maintenance" + cause + via() + "." + left();
        }
        if (before.unresolved() && !after.unresolved()) {
            String resolved = server.location().name();
            return name + " ('"
                    + (resolved == null ? server.definition().address().written() : resolved) + "') "
                    + (after.inMaintenance()
                            ? "resolves again but remains in forced maintenance."
                            : "is UP/" + (after.drain() ? "DRAIN" : "READY") + " (resolves again).");
        }
        if (before.inMaintenance() && after.inMaintenance()) {
            return name + " is leaving forced maintenance but remains in maintenance.";
        }
        if (before.inMaintenance()) {
            return name + (after.operation() == Operation.STOPPED ? " is DOWN/" : " is UP/")
                    + (after.drain() ? "DRAIN" : "READY") + " (leaving " + forced() + "maintenance).";
        }
        if (before.drain() != after.drain()) {
            return after.drain()
                    ? name + " enters drain state" + via() + "." + online()
                    : name + " is " + (after.operation() == Operation.STOPPED ? "DOWN" : "UP") + " (leaving " + forced()
                            + "drain).";
        }
        return switch (after.operation()) {
            case STOPPED -> name + " is DOWN" + via() + cause + "." + left();
            case STOPPING -> name + " is stopping" + via() + cause + "." + online();
            case STARTING, RUNNING -> name + " is UP" + via() + cause + "." + online();
        };
    }

    private String forced() {
        return copied ? "" : "forced ";
    }

    private String via() {
        Server tracked = server.tracked();
        return copied && tracked != null ? " via " + tracked.proxy() + "/" + tracked.name() : "";
    }

    private String left() {
        return " " + activeServers + " active and " + backupServers + " backup servers left." + onBackup() + " "
                + server.served() + " sessions active, " + requeued + " requeued, " + server.queued()
                + " remaining in queue.";
    }

    private String online() {
        return " " + activeServers + " active and " + backupServers + " backup servers online." + onBackup() + " "
                + requeued + " sessions requeued, " + server.queued() + " total in queue.";
    }

    private String onBackup() {
        return activeServers == 0 && backupServers > 0 ? " Running on backup." : "";
    }
}
