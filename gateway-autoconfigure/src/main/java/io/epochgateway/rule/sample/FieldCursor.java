package io.epochgateway.rule.sample;

import io.epochgateway.http.MessageHead;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** The values of a field, with or without the commas between them taken for separators. Immutable; any thread. */
final class FieldCursor {

    /** Any field. */
    private final @Nullable AsciiString name;

    private final boolean split;
    private final int occurrence;

    /**
     * Of one field.
     *
     * @param name empty for any
     * @param split whether a comma separates values
     * @param occurrence which one, from 1, or from -1 backwards; 0 for the last, or each if each is asked for
     */
    FieldCursor(String name, boolean split, int occurrence) {
        this.name = name.isEmpty() ? null : new AsciiString(name);
        this.split = split;
        this.occurrence = occurrence;
    }

    /** The value that is asked for, without the blanks around it; null head gives none. */
    boolean find(MessageHead head, Sample sample) {
        if (occurrence == 0 && sample.every()) {
            return next(head, sample);
        }
        if (occurrence > 0) {
            return nth(head, occurrence, sample);
        }
        int back = occurrence == 0 ? 1 : -occurrence;
        int there = count(head, sample);
        return back <= there && nth(head, there + 1 - back, sample);
    }

    /** How many values there are. */
    int count(MessageHead head, Sample sample) {
        int count = 0;
        for (int field = find(head, 0); field >= 0; field = find(head, field + 1)) {
            count++;
            int end = head.valueEnd(field);
            for (int at = valueEnd(head, head.valueStart(field), end);
                    split && at < end;
                    at = valueEnd(head, at + 1, end)) {
                count++;
            }
        }
        return count;
    }

    private boolean nth(MessageHead head, int wanted, Sample sample) {
        int count = 0;
        for (int field = find(head, 0); field >= 0; field = find(head, field + 1)) {
            int end = head.valueEnd(field);
            int start = head.valueStart(field);
            while (start <= end) {
                int stop = valueEnd(head, start, end);
                if (++count == wanted) {
                    return take(head, start, stop, sample);
                }
                if (stop == end) {
                    break;
                }
                start = stop + 1;
            }
        }
        return false;
    }

    /** The place is the field's number, the position where in it the next value begins. */
    private boolean next(MessageHead head, Sample sample) {
        int field = sample.place();
        int start = sample.position();
        if (start == 0) {
            field = find(head, field);
            if (field < 0) {
                return false;
            }
            start = head.valueStart(field);
        }
        int end = head.valueEnd(field);
        int stop = valueEnd(head, start, end);
        if (stop < end) {
            sample.goOn(field, stop + 1);
        } else if (find(head, field + 1) >= 0) {
            sample.goOn(field + 1, 0);
        }
        return take(head, start, stop, sample);
    }

    private int find(MessageHead head, int from) {
        if (name == null) {
            return from < head.fields() ? from : -1;
        }
        return from < head.fields() ? head.find(name, from) : -1;
    }

    /** The next comma outside of a quoted string, or the end. */
    private int valueEnd(MessageHead head, int from, int end) {
        if (!split) {
            return end;
        }
        byte[] octets = head.octets();
        boolean quoted = false;
        for (int at = from; at < end; at++) {
            byte octet = octets[at];
            if (octet == '"') {
                quoted = !quoted;
            } else if (quoted && octet == '\\') {
                at++;
            } else if (!quoted && octet == ',') {
                return at;
            }
        }
        return end;
    }

    private static boolean take(MessageHead head, int start, int stop, Sample sample) {
        return sample.setTrimmedText(head.octets(), start, stop);
    }
}
