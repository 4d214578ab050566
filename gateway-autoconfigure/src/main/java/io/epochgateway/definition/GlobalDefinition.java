package io.epochgateway.definition;

/**
 * The process-wide settings (HAProxy section {@code global}).
 *
 * @param nbthread event loops, 1 to 1024
 * @param limits what all frontends together accept
 * @param stats the Runtime API
 * @param tune how much of a message is taken
 * @param spread how checks are kept from coming all at the same time
 * @param pipes what spliced bytes go through
 */
public record GlobalDefinition(
        int nbthread,
        ProcessLimits limits,
        StatsDefinition stats,
        TuneDefinition tune,
        CheckSpread spread,
        PipeDefinition pipes) {

    public GlobalDefinition {
        Range.check("gateway.global.nbthread", "number of event loops", nbthread, 1, 1024);
    }

    /** With the usual limits and without the Runtime API. */
    public GlobalDefinition(int nbthread) {
        this(nbthread, ProcessLimits.DEFAULT, StatsDefinition.NONE, TuneDefinition.DEFAULT, CheckSpread.NONE);
    }

    /** With the usual pipes. */
    public GlobalDefinition(
            int nbthread, ProcessLimits limits, StatsDefinition stats, TuneDefinition tune, CheckSpread spread) {
        this(nbthread, limits, stats, tune, spread, PipeDefinition.DEFAULT);
    }
}
