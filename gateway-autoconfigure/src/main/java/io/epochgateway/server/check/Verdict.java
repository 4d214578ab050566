package io.epochgateway.server.check;

/**
 * What came out of looking at what was received.
 *
 * @param status what is told if the check ends here; of {@link Outcome#WAIT}, nothing
 * @param code the number that goes with it
 * @param info the words that go with it
 */
record Verdict(Outcome outcome, CheckStatus status, int code, String info) {

    /** What follows. */
    enum Outcome {
        /** Nothing yet: more may come. */
        WAIT,
        /** The next step. */
        GOOD,
        /** The end of the check. */
        BAD
    }

    static Verdict waiting() {
        return new Verdict(Outcome.WAIT, CheckStatus.INI, 0, "");
    }

    static Verdict good() {
        return new Verdict(Outcome.GOOD, CheckStatus.L7OK, 0, "");
    }

    static Verdict good(CheckStatus status, int code, String info) {
        return new Verdict(Outcome.GOOD, status, code, info);
    }

    static Verdict bad(CheckStatus status, int code, String info) {
        return new Verdict(Outcome.BAD, status, code, info);
    }
}
