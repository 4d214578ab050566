package io.epochgateway.server.check;

import java.util.HexFormat;

/**
 * What a check found.
 *
 * @param status how it ended
 * @param code the status of a response; 0 if there was none
 * @param info more about it; empty if there is no more
 * @param millis how long it took; -1 if it is no check's own
 */
public record CheckResult(CheckStatus status, int code, String info, long millis) {

    /** As much as HAProxy keeps. */
    private static final int LONGEST_INFO = 127;

    /** Before the first check has ended. */
    public static final CheckResult NONE = new CheckResult(CheckStatus.INI, 0, "", 0);

    /** Of what a server may have had its say in: up to a zero, and no more than HAProxy keeps. */
    static CheckResult of(CheckStatus status, int code, String said, long millis) {
        int zero = said.indexOf(0);
        String info = zero < 0 ? said : said.substring(0, zero);
        return new CheckResult(status, code, info.substring(0, Math.min(info.length(), LONGEST_INFO)), millis);
    }

    /** As HAProxy's log writes it, from {@code reason} to the duration. */
    public String reason() {
        return "reason: " + status.description()
                + (status.hasCode() ? ", code: " + code : "")
                + (info.isEmpty() ? "" : ", info: \"" + printableInfo() + "\"")
                + (millis < 0 ? "" : ", check duration: " + millis + "ms");
    }

    /** One line of ASCII: what is neither is written as HAProxy's log does it. */
    public String printableInfo() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < info.length(); i++) {
            char next = info.charAt(i);
            if (next < ' ' || next > '~' || next == '"') {
                text.append('<')
                        .append(HexFormat.of().withUpperCase().toHexDigits((byte) next))
                        .append('>');
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }
}
