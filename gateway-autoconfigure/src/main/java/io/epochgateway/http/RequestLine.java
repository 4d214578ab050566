package io.epochgateway.http;

import org.jspecify.annotations.Nullable;

/** Method, SP, target, SP, version, CRLF (RFC 9112 section 3), after any number of empty lines (section 2.2). */
final class RequestLine extends StartLine {

    private static final int EMPTY_LINES = 0;
    private static final int METHOD = 1;
    private static final int TARGET = 2;
    private static final int VERSION = 3;
    private static final int CARRIAGE_RETURN = 4;
    private static final int LINE_FEED = 5;

    private final int mostTarget;
    private final RequestTarget target = new RequestTarget();
    private Method method = Method.OTHER;
    private int targetStart;

    RequestLine(HeadBytes head, int mostTarget) {
        super(head);
        this.mostTarget = mostTarget;
    }

    @Override
    void clear() {
        step = EMPTY_LINES;
        method = Method.OTHER;
        target.clear();
    }

    @Override
    boolean scan() {
        return (step > EMPTY_LINES || emptyLines())
                && (step > METHOD || readMethod())
                && (step > TARGET || readTarget())
                && (step > VERSION || version(Refusal.REQUEST_LINE))
                && (step > CARRIAGE_RETURN || carriageReturn())
                && (step > LINE_FEED || lineFeed());
    }

    /** Whether the target is this path, alone or behind a scheme and an authority. */
    boolean asksFor(String path) {
        int from = targetEnd() - path.length();
        if (from < targetStart || path.isEmpty()) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            if (head.bytes[from + i] != path.charAt(i)) {
                return false;
            }
        }
        return from == targetStart || target.isPathAt(head.bytes, targetStart, from);
    }

    private boolean emptyLines() {
        while (!head.used()) {
            boolean inside = (head.at & 1) != 0;
            byte octet = head.next();
            if (inside ? octet != '\n' : octet != '\r') {
                head.start = head.at;
                step++;
                return !inside || head.refuse(Refusal.BARE_CR);
            }
            head.at++;
        }
        return false;
    }

    private boolean readMethod() {
        head.skipToken();
        if (head.used()) {
            return false;
        }
        if (head.next() != ' ' || head.at == head.start) {
            return head.refuse(head.next() == '\n' ? Refusal.BARE_LF : Refusal.METHOD);
        }
        method = Method.of(head.bytes, head.start, head.at);
        targetStart = ++head.at;
        step++;
        return true;
    }

    private boolean readTarget() {
        head.skipTarget();
        if (head.at - targetStart > mostTarget) {
            return head.refuse(Refusal.TARGET_TOO_LONG);
        }
        if (head.used()) {
            return false;
        }
        Refusal why = targetRefusal(head.next());
        if (why != null) {
            return head.refuse(why);
        }
        versionStart = ++head.at;
        step++;
        return true;
    }

    private @Nullable Refusal targetRefusal(byte delimiter) {
        if (delimiter == '\r' || delimiter == '\n' || (delimiter == ' ' && head.at == targetStart)) {
            return Refusal.REQUEST_LINE;
        }
        if (delimiter != ' ') {
            return Refusal.TARGET_OCTET;
        }
        return target.read(head.bytes, targetStart, head.at, method) ? null : Refusal.TARGET_FORM;
    }

    private boolean carriageReturn() {
        if (head.used()) {
            return false;
        }
        if (head.next() != '\r') {
            return head.refuse(head.next() == '\n' ? Refusal.BARE_LF : Refusal.REQUEST_LINE);
        }
        head.at++;
        step++;
        return true;
    }

    @Override
    Refusal tooLong() {
        return step == TARGET ? Refusal.TARGET_TOO_LONG : Refusal.REQUEST_LINE;
    }

    @Override
    Method method() {
        return method;
    }

    RequestTarget target() {
        return target;
    }

    int targetStart() {
        return targetStart;
    }

    int targetEnd() {
        return versionStart - 1;
    }
}
