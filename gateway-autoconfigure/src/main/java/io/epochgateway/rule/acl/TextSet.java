package io.epochgateway.rule.acl;

import io.epochgateway.rule.sample.Octets;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Type;
import java.util.List;

/** Whole texts, of which there may be many: found by a hash in place. */
final class TextSet implements Match {

    private final byte[][] slots;
    private final boolean anyCase;
    private final boolean ofOctets;

    /**
     * Of some texts.
     *
     * @param ofOctets whether a sample of octets is compared as it is, or as text
     */
    TextSet(List<byte[]> values, boolean anyCase, boolean ofOctets) {
        this.anyCase = anyCase;
        this.ofOctets = ofOctets;
        slots = new byte[Math.max(4, Integer.highestOneBit(values.size()) << 2)][];
        for (byte[] value : values) {
            int slot = hash(value, 0, value.length);
            while (slots[slot] != null) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = value;
        }
    }

    private int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + (anyCase ? Octets.lower(bytes[i]) : bytes[i]);
        }
        return (hash ^ hash >>> 15) & slots.length - 1;
    }

    @Override
    public boolean matches(Sample sample) {
        if (!(ofOctets && sample.type() == Type.BINARY) && !sample.asText()) {
            return false;
        }
        int slot = hash(sample.octets(), sample.from(), sample.to());
        while (slots[slot] != null) {
            if (Octets.same(sample.octets(), sample.from(), sample.to(), slots[slot], anyCase)) {
                return true;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return false;
    }
}
