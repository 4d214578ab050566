package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a head so far and where the one pass over them stands. */
final class HeadBytes {

    private static final int USUAL = 1024;
    private static final int MOST_KEPT = 8192;

    private final int limit;
    /** The limit, and one more for each octet that the sender left out. */
    private int most;

    byte[] bytes;
    /** Behind the last byte that was given. */
    int end;
    /** The next byte to look at. */
    int at;
    /** The first byte of the start line: empty lines may come before a request. */
    int start;
    /** Whether these aren't quite the bytes that came. */
    boolean amended;

    @Nullable
    Refusal refusal;

    HeadBytes(int limit) {
        this.limit = limit;
        this.most = limit;
        this.bytes = new byte[Math.min(USUAL, limit)];
    }

    /** Starts anew. An array grown for an unusual head isn't kept, since heads are many and such ones few. */
    void clear() {
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[Math.min(USUAL, limit)];
        }
        end = 0;
        at = 0;
        start = 0;
        amended = false;
        most = limit;
        refusal = null;
    }

    /** Takes at most {@code piece} bytes over. */
    void fill(ByteBuf in, int piece) {
        int count = Math.min(Math.min(in.readableBytes(), piece), most - end);
        if (end + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(bytes.length * 2, end + count)));
        }
        in.readBytes(bytes, end, count);
        end += count;
    }

    /** Gives back what was taken but lies behind the scanned part. */
    void handBack(ByteBuf in) {
        in.readerIndex(in.readerIndex() - (end - at));
        end = at;
    }

    /** Puts an octet that should have been there before the next one. */
    void amend(byte missing) {
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, end + 1);
        }
        System.arraycopy(bytes, at, bytes, at + 1, end - at);
        bytes[at++] = missing;
        end++;
        most++;
        amended = true;
    }

    boolean full() {
        return end == most;
    }

    /** Whether all bytes were looked at. */
    boolean used() {
        return at == end;
    }

    byte next() {
        return bytes[at];
    }

    /** Ends the pass; false, so that a step can return it. */
    boolean refuse(Refusal why) {
        refusal = why;
        return false;
    }

    void skipToken() {
        byte[] octets = bytes;
        int position = at;
        while (position < end && Octets.token(octets[position])) {
            position++;
        }
        at = position;
    }

    void skipTarget() {
        byte[] octets = bytes;
        int position = at;
        while (position < end && Octets.target(octets[position])) {
            position++;
        }
        at = position;
    }

    void skipBlanks() {
        while (at < end && Octets.blank(bytes[at])) {
            at++;
        }
    }

    void skipValue() {
        at = Octets.valueEnd(bytes, at, end);
    }
}
