package io.epochgateway.http;

/**
 * Scans the field lines and the empty line behind them (RFC 9112 section 5). Each step goes as far as the bytes reach
 * and is passed once it is done, so that a later call goes on where this one ended.
 */
final class FieldLines {

    private static final int LINE_START = 0;
    private static final int NAME = 1;
    private static final int BLANKS = 2;
    private static final int VALUE = 3;
    /** Not the one after {@link #VALUE}, which has the number between. */
    private static final int LAST_LINE_FEED = 5;

    private final HeadBytes head;
    private final int most;
    private final FieldIndex index;
    private final KnownFields known;
    private int step;
    private int nameStart;
    private int nameEnd;
    private int valueStart;

    FieldLines(HeadBytes head, int most, FieldIndex index, KnownFields known) {
        this.head = head;
        this.most = most;
        this.index = index;
        this.known = known;
    }

    void clear() {
        step = LINE_START;
    }

    /** Whether the empty line was reached; false if bytes are missing or a line is refused. */
    boolean scan() {
        while (step != LAST_LINE_FEED) {
            boolean lineDone = (step > LINE_START || startLine())
                    && (step > NAME || readName())
                    && (step > BLANKS || readBlanks())
                    && (step > VALUE || readValue())
                    && readLineFeed();
            if (!lineDone && step != LAST_LINE_FEED) {
                return false;
            }
        }
        return readLastLineFeed();
    }

    private boolean startLine() {
        if (head.used()) {
            return false;
        }
        byte octet = head.next();
        if (octet == '\r') {
            head.at++;
            step = LAST_LINE_FEED;
            return false;
        }
        if (Octets.blank(octet)) {
            return head.refuse(index.count() == 0 ? Refusal.SPACE_BEFORE_FIELDS : Refusal.OBS_FOLD);
        }
        if (index.count() == most) {
            return head.refuse(octet == '\n' ? Refusal.BARE_LF : Refusal.TOO_MANY_FIELDS);
        }
        nameStart = head.at;
        step++;
        return true;
    }

    private boolean readName() {
        head.skipToken();
        if (head.used()) {
            return false;
        }
        byte octet = head.next();
        if (octet != ':' || head.at == nameStart) {
            return head.refuse(
                    octet == '\n'
                            ? Refusal.BARE_LF
                            : Octets.blank(octet) ? Refusal.SPACE_BEFORE_COLON : Refusal.FIELD_NAME);
        }
        nameEnd = head.at++;
        step++;
        return true;
    }

    private boolean readBlanks() {
        head.skipBlanks();
        if (head.used()) {
            return false;
        }
        valueStart = head.at;
        step++;
        return true;
    }

    private boolean readValue() {
        head.skipValue();
        if (head.used()) {
            return false;
        }
        if (head.next() != '\r') {
            return head.refuse(head.next() == '\n' ? Refusal.BARE_LF : Refusal.CONTROL_CHARACTER);
        }
        head.at++;
        step++;
        return true;
    }

    private boolean readLineFeed() {
        if (head.used()) {
            return false;
        }
        if (head.next() != '\n') {
            return head.refuse(Refusal.BARE_CR);
        }
        int valueEnd = head.at - 1;
        while (valueEnd > valueStart && Octets.blank(head.bytes[valueEnd - 1])) {
            valueEnd--;
        }
        head.at++;
        step = LINE_START;
        FieldName name = FieldName.of(head.bytes, nameStart, nameEnd);
        index.add(name, nameStart, nameEnd, valueStart, valueEnd);
        if (name == FieldName.OTHER) {
            return true;
        }
        Refusal why = known.read(name, head.bytes, valueStart, valueEnd);
        return why == null || head.refuse(why);
    }

    private boolean readLastLineFeed() {
        if (head.used()) {
            return false;
        }
        if (head.next() != '\n') {
            return head.refuse(Refusal.BARE_CR);
        }
        head.at++;
        return true;
    }
}
