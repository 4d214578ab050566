package io.epochgateway.http;

import java.nio.charset.StandardCharsets;

/**
 * Scans the first line of a head. Each step goes as far as the bytes reach and is passed once it is done, so that a
 * later call goes on where this one ended.
 */
abstract sealed class StartLine permits RequestLine, StatusLine {

    private static final byte[] NAME = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_LENGTH = "HTTP/1.1".length();

    final HeadBytes head;
    /** How many steps are done. */
    int step;

    int versionStart;

    StartLine(HeadBytes head) {
        this.head = head;
    }

    abstract void clear();

    /** Whether the line is whole; false if bytes are missing or the line is refused. */
    abstract boolean scan();

    /** Why a head of which only a part of this line fits into the limit is refused. */
    abstract Refusal tooLong();

    Method method() {
        throw new IllegalStateException("no request");
    }

    int status() {
        throw new IllegalStateException("no response");
    }

    /** The octets of a version; of major version 1 any minor one is understood (RFC 9112 section 2.3). */
    final boolean version(Refusal malformed) {
        while (head.at - versionStart < VERSION_LENGTH) {
            if (head.used()) {
                return false;
            }
            if (!versionOctet(head.at - versionStart, head.next())) {
                return head.refuse(malformed);
            }
            head.at++;
        }
        step++;
        return head.bytes[versionStart + NAME.length] == '1' || head.refuse(Refusal.VERSION);
    }

    private static boolean versionOctet(int position, byte octet) {
        if (position < NAME.length) {
            return octet == NAME[position];
        }
        return position == NAME.length + 1 ? octet == '.' : Octets.digit(octet);
    }

    /** The LF after a CR. */
    final boolean lineFeed() {
        if (head.used()) {
            return false;
        }
        if (head.next() != '\n') {
            return head.refuse(Refusal.BARE_CR);
        }
        head.at++;
        step++;
        return true;
    }

    /** Where the digit of the minor version lies. */
    final int minorVersionAt() {
        return versionStart + VERSION_LENGTH - 1;
    }

    /** 0 or 1: what is newer than 1.1 is treated as 1.1. */
    final int minorVersion() {
        return head.bytes[minorVersionAt()] == '0' ? 0 : 1;
    }
}
