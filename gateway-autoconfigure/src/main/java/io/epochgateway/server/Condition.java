package io.epochgateway.server;

/**
 * All that decides what a server may be used for, at one moment.
 *
 * @param operation what it does
 * @param administrativeMask what keeps traffic from it: the bits of {@link Hold}
 * @param weight its share of new traffic, 0 to 256
 * @param parts how much of each unit of weight it has now, 1 to {@link Server#WEIGHT_SCALE}: all, unless it is starting
 * @param sinceNanos {@link System#nanoTime} at the last change of what it may be used for
 */
public record Condition(Operation operation, int administrativeMask, int weight, int parts, long sinceNanos) {

    static Condition start(int weight, boolean disabled, boolean unresolved, boolean down) {
        int mask = (disabled ? Hold.FORCED_MAINT.bit() | Hold.CONFIGURED_MAINT.bit() : 0)
                | (unresolved ? Hold.UNRESOLVED.bit() : 0);
        Operation operation = mask != 0 || down ? Operation.STOPPED : Operation.RUNNING;
        return new Condition(operation, mask, weight, Server.WEIGHT_SCALE, System.nanoTime());
    }

    /** What it may be used for. */
    public ServerState state() {
        if (inMaintenance()) {
            return ServerState.MAINT;
        }
        return switch (operation) {
            case STOPPED -> ServerState.DOWN;
            case STOPPING -> ServerState.DRAIN;
            case STARTING, RUNNING -> drain() ? ServerState.DRAIN : ServerState.UP;
        };
    }

    /** Its share of new traffic now, in {@link Server#WEIGHT_SCALE} parts of a unit. */
    int effectiveWeight() {
        return state() == ServerState.UP ? weight * parts : 0;
    }

    public boolean inMaintenance() {
        return (administrativeMask & Hold.MAINT) != 0;
    }

    /** Whether somebody keeps new traffic away. */
    public boolean drain() {
        return (administrativeMask & Hold.DRAIN) != 0;
    }

    /** Whether its name has no address. */
    public boolean unresolved() {
        return is(Hold.UNRESOLVED);
    }

    public boolean is(Hold hold) {
        return (administrativeMask & hold.bit()) != 0;
    }

    /**
     * As operators want it.
     *
     * @param comesUp what it does if it leaves maintenance
     */
    Condition with(Administration wanted, Operation comesUp) {
        int forced = switch (wanted) {
            case READY -> 0;
            case DRAIN -> Hold.FORCED_DRAIN.bit();
            case MAINT -> Hold.FORCED_MAINT.bit();
        };
        return held(administrativeMask & ~Hold.FORCED | forced, comesUp);
    }

    /**
     * Whether its name has an address.
     *
     * @param comesUp what it does if it leaves maintenance
     */
    Condition resolved(boolean is, Operation comesUp) {
        int bit = Hold.UNRESOLVED.bit();
        return held(is ? administrativeMask & ~bit : administrativeMask | bit, comesUp);
    }

    /**
     * As the server that it tracks.
     *
     * @param comesUp what it does if it comes up
     */
    Condition like(Condition tracked, Operation comesUp) {
        int inherited = (tracked.inMaintenance() ? Hold.INHERITED_MAINT.bit() : 0)
                | (tracked.drain() ? Hold.INHERITED_DRAIN.bit() : 0);
        Condition held = held(administrativeMask & ~Hold.INHERITED | inherited, comesUp);
        return held.inMaintenance() ? held : held.with(comesUp);
    }

    private Condition held(int mask, Operation comesUp) {
        boolean stays = (mask & Hold.MAINT) != 0;
        Operation now = stays ? Operation.STOPPED : inMaintenance() ? comesUp : operation;
        return changed(now, mask);
    }

    /** What is starting already, or started, is not started again. */
    Condition with(Operation now) {
        boolean again = now == Operation.STARTING && isUp();
        return again ? this : changed(now, administrativeMask);
    }

    private boolean isUp() {
        return operation == Operation.STARTING || operation == Operation.RUNNING;
    }

    Condition withWeight(int now) {
        return new Condition(operation, administrativeMask, now, parts, sinceNanos);
    }

    /** While it is starting. */
    Condition withParts(int now) {
        return new Condition(operation, administrativeMask, weight, now, sinceNanos);
    }

    private Condition changed(Operation now, int mask) {
        int has = now != Operation.STARTING ? Server.WEIGHT_SCALE : now == operation ? parts : 1;
        Condition changed = new Condition(now, mask, weight, has, sinceNanos);
        boolean other = changed.state() != state() || (now != operation && operation == Operation.STARTING);
        return other ? new Condition(now, mask, weight, has, System.nanoTime()) : changed;
    }
}
