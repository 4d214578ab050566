package io.epochgateway.server.check;

/** How a check ended: HAProxy's codes and words for it. */
public enum CheckStatus {
    /** Not yet. */
    INI(Verdict.UNKNOWN, "Initializing"),
    SOCKERR(Verdict.FAILED, "Socket error"),
    L4OK(Verdict.PASSED, "Layer4 check passed"),
    L4TOUT(Verdict.FAILED, "Layer4 timeout"),
    L4CON(Verdict.FAILED, "Layer4 connection problem"),
    L7OK(Verdict.PASSED, "Layer7 check passed"),
    L7OKC(Verdict.CONDITIONALLY_PASSED, "Layer7 check conditionally passed"),
    L7TOUT(Verdict.FAILED, "Layer7 timeout"),
    L7RSP(Verdict.FAILED, "Layer7 invalid response"),
    L7STS(Verdict.FAILED, "Layer7 wrong status");

    /** What follows from a check. */
    public enum Verdict {
        UNKNOWN,
        FAILED,
        PASSED,
        /** Alive, but it wants no new traffic. */
        CONDITIONALLY_PASSED
    }

    private final Verdict verdict;
    private final String description;

    CheckStatus(Verdict verdict, String description) {
        this.verdict = verdict;
        this.description = description;
    }

    public Verdict verdict() {
        return verdict;
    }

    public String description() {
        return description;
    }
}
