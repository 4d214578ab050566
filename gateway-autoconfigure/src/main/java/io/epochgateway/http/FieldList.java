package io.epochgateway.http;

/** Walks the elements of a comma-separated field value, empty ones left out (RFC 9110 section 5.6.1). */
final class FieldList {

    private byte[] bytes = {};
    private int next;
    private int end;
    private int from;
    private int to;

    FieldList of(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.next = from;
        this.end = to;
        return this;
    }

    /** Goes to the next element; false behind the last. */
    boolean next() {
        while (next < end) {
            from = next;
            while (next < end && bytes[next] != ',') {
                next++;
            }
            to = next++;
            trim();
            if (from < to) {
                return true;
            }
        }
        return false;
    }

    private void trim() {
        while (from < to && Octets.blank(bytes[from])) {
            from++;
        }
        while (from < to && Octets.blank(bytes[to - 1])) {
            to--;
        }
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean is(byte[] lower) {
        return Octets.spells(bytes, from, to, lower);
    }
}
