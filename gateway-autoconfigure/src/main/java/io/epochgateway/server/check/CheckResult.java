package io.epochgateway.server.check;

/**
 * What a check found.
 *
 * @param status how it ended
 * @param code the status of a response; 0 if there was none
 * @param info more about it; empty if there is no more
 * @param millis how long it took
 */
public record CheckResult(CheckStatus status, int code, String info, long millis) {

    /** Before the first check has ended. */
    public static final CheckResult NONE = new CheckResult(CheckStatus.INI, 0, "", 0);

    /** As HAProxy's log writes it, from {@code reason} to the duration. */
    public String reason() {
        return "reason: " + status.description()
                + (code > 0 ? ", code: " + code : "")
                + (info.isEmpty() ? "" : ", info: \"" + info + "\"")
                + ", check duration: " + millis + "ms";
    }
}
