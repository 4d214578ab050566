package io.epochgateway.server.check;

/** How a check ended: HAProxy's codes and words for it. */
public enum CheckStatus {
    /** Not yet. */
    INI(Verdict.UNKNOWN, "Initializing"),
    /** An agent had nothing to say of the server's health. */
    CHECKED(Verdict.NEUTRAL, "No status change"),
    /** Not a check's own result, but what traffic shows. */
    HANA(Verdict.FAILED, "Health analyze"),
    SOCKERR(Verdict.FAILED, "Socket error"),
    L4OK(Verdict.PASSED, "Layer4 check passed"),
    L4TOUT(Verdict.FAILED, "Layer4 timeout"),
    L4CON(Verdict.FAILED, "Layer4 connection problem"),
    L6OK(Verdict.PASSED, "Layer6 check passed"),
    L6TOUT(Verdict.FAILED, "Layer6 timeout"),
    L6RSP(Verdict.FAILED, "Layer6 invalid response"),
    L7OK(Verdict.PASSED, "Layer7 check passed"),
    L7OKC(Verdict.CONDITIONALLY_PASSED, "Layer7 check conditionally passed"),
    L7TOUT(Verdict.FAILED, "Layer7 timeout"),
    L7RSP(Verdict.FAILED, "Layer7 invalid response"),
    L7STS(Verdict.FAILED, "Layer7 wrong status"),
    PROCERR(Verdict.FAILED, "External check error"),
    PROCTOUT(Verdict.FAILED, "External check timeout"),
    PROCOK(Verdict.PASSED, "External check passed");

    /** What follows from a check. */
    public enum Verdict {
        UNKNOWN,
        NEUTRAL,
        FAILED,
        PASSED,
        /** Alive, but it wants no new traffic. */
        CONDITIONALLY_PASSED;

        /** HAProxy's number of it, as in {@code show servers state}. */
        public int number() {
            return ordinal();
        }
    }

    private final Verdict verdict;
    private final String description;

    CheckStatus(Verdict verdict, String description) {
        this.verdict = verdict;
        this.description = description;
    }

    /** HAProxy's number of it, as in {@code show servers state}. */
    public int number() {
        return switch (this) {
            case INI -> 1;
            case CHECKED -> 3;
            case HANA -> 4;
            case SOCKERR -> 5;
            case L4OK -> 6;
            case L4TOUT -> 7;
            case L4CON -> 8;
            case L6OK -> 9;
            case L6TOUT -> 10;
            case L6RSP -> 11;
            case L7TOUT -> 12;
            case L7RSP -> 13;
            case L7OK -> 15;
            case L7OKC -> 16;
            case L7STS -> 17;
            case PROCERR -> 18;
            case PROCTOUT -> 19;
            case PROCOK -> 20;
        };
    }

    /** Whether a number is told with it. */
    public boolean hasCode() {
        return switch (this) {
            case L7OK, L7OKC, L7STS, PROCERR, PROCTOUT, PROCOK -> true;
            default -> false;
        };
    }

    /** Whether its time was over. */
    boolean isTimeout() {
        return switch (this) {
            case L4TOUT, L6TOUT, L7TOUT, PROCTOUT -> true;
            default -> false;
        };
    }

    public Verdict verdict() {
        return verdict;
    }

    public String description() {
        return description;
    }
}
