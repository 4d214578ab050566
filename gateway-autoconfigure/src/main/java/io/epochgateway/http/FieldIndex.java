package io.epochgateway.http;

import java.util.Arrays;

/** Where the fields of a head lie, and which of them are left out when it is written. */
final class FieldIndex {

    private static final int STRIDE = 4;
    private static final int NAME_START = 0;
    /** The name's length above its code and the removal mark. */
    private static final int NAME = 1;

    private static final int VALUE_START = 2;
    private static final int VALUE_END = 3;

    private static final int REMOVED = 0x80;
    private static final int CODE = 0x7f;
    private static final int LENGTH_SHIFT = 8;
    private static final int USUAL_FIELDS = 32;

    private int[] words = new int[USUAL_FIELDS * STRIDE];
    private int count;
    private int seen;
    private boolean removals;

    void clear() {
        count = 0;
        seen = 0;
        removals = false;
    }

    int count() {
        return count;
    }

    void add(FieldName name, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int at = count * STRIDE;
        if (at == words.length) {
            words = Arrays.copyOf(words, at * 2);
        }
        words[at + NAME_START] = nameStart;
        words[at + NAME] = (nameEnd - nameStart) << LENGTH_SHIFT | name.code();
        words[at + VALUE_START] = valueStart;
        words[at + VALUE_END] = valueEnd;
        seen |= name.bit();
        count++;
    }

    /** Whether a field of that name was read; removal changes nothing. */
    boolean seen(FieldName name) {
        return (seen & name.bit()) != 0;
    }

    FieldName name(int field) {
        return FieldName.ofCode(words[at(field) + NAME] & CODE);
    }

    int nameStart(int field) {
        return words[at(field) + NAME_START];
    }

    int nameLength(int field) {
        return words[at(field) + NAME] >>> LENGTH_SHIFT;
    }

    int valueStart(int field) {
        return words[at(field) + VALUE_START];
    }

    int valueEnd(int field) {
        return words[at(field) + VALUE_END];
    }

    boolean removed(int field) {
        return (words[at(field) + NAME] & REMOVED) != 0;
    }

    boolean removals() {
        return removals;
    }

    void remove(int field) {
        words[at(field) + NAME] |= REMOVED;
        removals = true;
    }

    void removeAll(FieldName name) {
        for (int field = find(name, 0); field >= 0; field = find(name, field + 1)) {
            remove(field);
        }
    }

    int find(FieldName name, int from) {
        if (!seen(name)) {
            return -1;
        }
        for (int field = from; field < count; field++) {
            if ((words[field * STRIDE + NAME] & (CODE | REMOVED)) == name.code()) {
                return field;
            }
        }
        return -1;
    }

    /** The first field at or after {@code from} whose name in {@code bytes} is the given one in any case. */
    int find(byte[] bytes, byte[] name, int nameFrom, int nameLength, int from) {
        for (int field = from; field < count; field++) {
            if (nameLength(field) == nameLength
                    && !removed(field)
                    && Octets.sameInAnyCase(bytes, nameStart(field), name, nameFrom, nameLength)) {
                return field;
            }
        }
        return -1;
    }

    /** The first field at or after {@code from} whose name isn't of letters, digits and hyphens only; -1 for none. */
    int findUnusualName(byte[] bytes, int from) {
        for (int field = from; field < count; field++) {
            if (!removed(field) && !Octets.usualName(bytes, nameStart(field), nameLength(field))) {
                return field;
            }
        }
        return -1;
    }

    private int at(int field) {
        if (field < 0 || field >= count) {
            throw new IndexOutOfBoundsException("field " + field + " of " + count);
        }
        return field * STRIDE;
    }
}
