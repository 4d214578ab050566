package io.epochgateway.server.check;

import io.epochgateway.definition.InitState;

/**
 * What a server's check has found so far.
 *
 * @param enabled whether the server is checked
 * @param running whether a check is under way
 * @param count how sure the check is
 * @param last how the last one ended
 * @param failures checks that failed while the server was not down for certain
 * @param downs how often it went down
 */
public record CheckReport(
        boolean enabled, boolean running, CheckCount count, CheckResult last, long failures, long downs) {

    /** Of a server that isn't checked. */
    public static final CheckReport NONE =
            new CheckReport(false, false, new CheckCount(2, 3, 2), CheckResult.NONE, 0, 0);

    /** The same, but checked or not. */
    public CheckReport enabled(boolean now) {
        return new CheckReport(now, running, count, last, failures, downs);
    }

    /** The same, but as sure as can be, because somebody says so. */
    public CheckReport certain(boolean up) {
        return with(count.certain(up));
    }

    /** The same, but as sure as before the first check. */
    public CheckReport restarted(InitState state) {
        return with(count.restarted(state));
    }

    CheckReport running(boolean now) {
        return new CheckReport(enabled, now, count, last, failures, downs);
    }

    CheckReport with(CheckCount now) {
        return new CheckReport(enabled, running, now, last, failures, downs);
    }

    CheckReport wentDown() {
        return new CheckReport(enabled, running, count, last, failures, downs + 1);
    }

    /** One ended that says nothing of the server. */
    CheckReport noticed(CheckResult result) {
        return new CheckReport(enabled, false, count, result, failures, downs);
    }

    CheckReport after(CheckResult result) {
        boolean failed = result.status().verdict() == CheckStatus.Verdict.FAILED;
        boolean counts = failed && count.count() > 0;
        return new CheckReport(
                enabled, false, failed ? count.failed() : count.passed(), result, failures + (counts ? 1 : 0), downs);
    }
}
