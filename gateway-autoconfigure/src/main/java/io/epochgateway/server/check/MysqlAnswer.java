package io.epochgateway.server.check;

import io.epochgateway.definition.CheckMatch.MysqlPacket;

/**
 * Reads the packets that a MySQL server sends: three octets of length, a number, and what follows; an error begins with
 * 0xff and its number.
 */
final class MysqlAnswer {

    private static final int HEADER = 4;
    private static final int ERROR = 0xff;
    /** Behind the header: 0xff and the two octets of the number. */
    private static final int ERROR_TEXT = 3;
    /** Behind the first packet's header and the version of the protocol. */
    private static final int VERSION = HEADER + 1;

    private MysqlAnswer() {}

    static Verdict verdict(CharSequence octets, MysqlPacket packet, boolean whole) {
        int at = 0;
        for (int i = 0; i < packet.number(); i++) {
            at += HEADER + length(octets, at);
        }
        if (at + HEADER > octets.length() || at + HEADER + length(octets, at) > octets.length()) {
            return whole ? Verdict.bad(CheckStatus.L7RSP, 0, "") : Verdict.waiting();
        }
        int end = at + HEADER + length(octets, at);
        if (end == at + HEADER) {
            return Verdict.bad(CheckStatus.L7RSP, 0, "");
        }
        if (octets.charAt(at + HEADER) == ERROR) {
            return error(octets, at + HEADER, end);
        }
        return packet.last() ? Verdict.good(CheckStatus.L7OK, 0, version(octets)) : Verdict.good();
    }

    private static int length(CharSequence octets, int at) {
        return at + HEADER > octets.length()
                ? 0
                : octets.charAt(at) | octets.charAt(at + 1) << 8 | octets.charAt(at + 2) << 16;
    }

    private static Verdict error(CharSequence octets, int at, int end) {
        if (end < at + ERROR_TEXT) {
            return Verdict.bad(CheckStatus.L7STS, 0, "");
        }
        return Verdict.bad(
                CheckStatus.L7STS,
                octets.charAt(at + 1) | octets.charAt(at + 2) << 8,
                octets.subSequence(at + ERROR_TEXT, end).toString());
    }

    /** What the greeting says, up to a zero. */
    private static String version(CharSequence octets) {
        int end = Math.min(HEADER + length(octets, 0), octets.length());
        return end <= VERSION ? "" : octets.subSequence(VERSION, end).toString();
    }
}
