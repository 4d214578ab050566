package io.epochgateway.server;

/**
 * All that decides what a server may be used for, at one moment.
 *
 * @param operation what it does
 * @param configured whether the configuration put it in maintenance
 * @param maintenance whether an operator did
 * @param unresolved whether its name has no address
 * @param drain whether an operator keeps new traffic away
 * @param weight its share of new traffic, 0 to 256
 * @param sinceNanos {@link System#nanoTime} at the last change of what it may be used for
 */
public record Condition(
        Operation operation,
        boolean configured,
        boolean maintenance,
        boolean unresolved,
        boolean drain,
        int weight,
        long sinceNanos) {

    private static final int FORCED_MAINT = 0x01;
    private static final int CONFIGURED_MAINT = 0x04;
    private static final int FORCED_DRAIN = 0x08;
    private static final int UNRESOLVED_MAINT = 0x20;

    static Condition start(int weight, boolean disabled, boolean unresolved) {
        Operation operation = disabled || unresolved ? Operation.STOPPED : Operation.RUNNING;
        return new Condition(operation, disabled, disabled, unresolved, false, weight, System.nanoTime());
    }

    /** What it may be used for. */
    public ServerState state() {
        if (inMaintenance()) {
            return ServerState.MAINT;
        }
        return switch (operation) {
            case STOPPED -> ServerState.DOWN;
            case STOPPING -> ServerState.DRAIN;
            case STARTING, RUNNING -> drain ? ServerState.DRAIN : ServerState.UP;
        };
    }

    /** Its share of new traffic now, in {@link Server#WEIGHT_SCALE} parts of a unit. */
    int effectiveWeight() {
        return state() == ServerState.UP ? weight * Server.WEIGHT_SCALE : 0;
    }

    public boolean inMaintenance() {
        return configured || maintenance || unresolved;
    }

    /** HAProxy's mask, as in {@code show servers state}. */
    public int administrativeMask() {
        return (maintenance ? FORCED_MAINT : 0)
                | (configured ? CONFIGURED_MAINT : 0)
                | (drain ? FORCED_DRAIN : 0)
                | (unresolved ? UNRESOLVED_MAINT : 0);
    }

    Condition with(Administration wanted) {
        boolean maint = wanted == Administration.MAINT;
        boolean drained = wanted == Administration.DRAIN;
        boolean leaves = inMaintenance() && !maint && !unresolved;
        // nobody has looked since it went, so it counts as up until somebody does
        Operation now = maint ? Operation.STOPPED : leaves ? Operation.RUNNING : operation;
        return new Condition(now, false, maint, unresolved, drained, weight, sinceNanos).after(this);
    }

    /** Whether its name has an address. */
    Condition resolved(boolean is) {
        boolean leaves = unresolved && is && !configured && !maintenance;
        Operation now = is ? (leaves ? Operation.RUNNING : operation) : Operation.STOPPED;
        return new Condition(now, configured, maintenance, !is, drain, weight, sinceNanos).after(this);
    }

    Condition with(Operation now) {
        return new Condition(now, configured, maintenance, unresolved, drain, weight, sinceNanos).after(this);
    }

    Condition withWeight(int now) {
        return new Condition(operation, configured, maintenance, unresolved, drain, now, sinceNanos);
    }

    private Condition after(Condition before) {
        return state() == before.state()
                ? this
                : new Condition(operation, configured, maintenance, unresolved, drain, weight, System.nanoTime());
    }
}
