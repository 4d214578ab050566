package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.AcceptLimits;
import io.epochgateway.definition.PoolDefinition;
import io.epochgateway.definition.ProcessLimits;

/** Makes limits of what is written. */
final class LimitGrammar {

    private LimitGrammar() {}

    static ProcessLimits process(Settings global) {
        return new ProcessLimits(
                global.get(LimitKeywords.GLOBAL_MAXCONN, ProcessLimits.DEFAULT.maxconn()),
                global.get(LimitKeywords.MAXCONNRATE),
                global.get(LimitKeywords.MAXSESSRATE));
    }

    static AcceptLimits frontend(Settings frontend) {
        return new AcceptLimits(
                frontend.get(LimitKeywords.MAXCONN),
                frontend.get(LimitKeywords.BACKLOG),
                frontend.get(LimitKeywords.RATE_LIMIT, Settings.NONE).get(LimitKeywords.SESSIONS));
    }

    static PoolDefinition pool(Settings server) {
        return new PoolDefinition(
                server.get(LimitKeywords.POOL_MAX_CONN),
                server.get(LimitKeywords.POOL_LOW_CONN),
                server.get(LimitKeywords.POOL_PURGE_DELAY),
                server.get(LimitKeywords.MAX_REUSE));
    }
}
