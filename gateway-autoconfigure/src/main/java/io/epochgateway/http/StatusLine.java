package io.epochgateway.http;

/**
 * Version, SP, three digits, SP, reason, CRLF (RFC 9112 section 4). The last space may be missing with the reason, as
 * many servers leave it out; it is put back.
 */
final class StatusLine extends StartLine {

    private static final int VERSION = 0;
    private static final int STATUS = 1;
    private static final int REASON = 2;
    private static final int LINE_FEED = 3;
    private static final int STATUS_LENGTH = " 200".length();

    private int statusStart;
    private int status;

    StatusLine(HeadBytes head) {
        super(head);
    }

    @Override
    void clear() {
        step = VERSION;
        status = 0;
    }

    @Override
    boolean scan() {
        return (step > VERSION || readVersion())
                && (step > STATUS || readStatus())
                && (step > REASON || readReason())
                && (step > LINE_FEED || lineFeed());
    }

    private boolean readVersion() {
        if (!version(Refusal.STATUS_LINE)) {
            return false;
        }
        statusStart = head.at;
        return true;
    }

    private boolean readStatus() {
        while (head.at - statusStart < STATUS_LENGTH) {
            if (head.used()) {
                return false;
            }
            byte octet = head.next();
            if (head.at == statusStart ? octet != ' ' : !Octets.digit(octet)) {
                return head.refuse(Refusal.STATUS_LINE);
            }
            status = octet == ' ' ? 0 : status * 10 + octet - '0';
            head.at++;
        }
        step++;
        return status >= 100 || head.refuse(Refusal.STATUS_LINE);
    }

    private boolean readReason() {
        int reasonStart = statusStart + STATUS_LENGTH;
        head.skipValue();
        if (head.at > reasonStart && head.bytes[reasonStart] != ' ') {
            return head.refuse(Refusal.STATUS_LINE);
        }
        if (head.used()) {
            return false;
        }
        if (head.next() != '\r') {
            return head.refuse(head.next() == '\n' ? Refusal.BARE_LF : Refusal.CONTROL_CHARACTER);
        }
        if (head.at == reasonStart) {
            head.amend((byte) ' ');
        }
        head.at++;
        step++;
        return true;
    }

    @Override
    Refusal tooLong() {
        return Refusal.HEAD_TOO_LARGE;
    }

    @Override
    int status() {
        return status;
    }
}
