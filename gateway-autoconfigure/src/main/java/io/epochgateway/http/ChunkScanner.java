package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a chunked body and cuts its extensions out (RFC 9112 section 7.1). Data is skipped by its length, all
 * else read by octet.
 */
final class ChunkScanner {

    private enum Step {
        /** The first digit of a size. */
        SIZE_START,
        /** The others. */
        SIZE,
        EXTENSIONS,
        SIZE_LINE_FEED,
        DATA,
        DATA_CARRIAGE_RETURN,
        DATA_LINE_FEED,
        /** Behind the last chunk: trailers and the empty line. */
        TRAILERS,
        DONE
    }

    /** Leading zeros included. */
    private static final int MOST_DIGITS = 16;

    private static final long MOST_SIZE = 1L << 60;

    private final ChunkExtensions extensions = new ChunkExtensions();
    private final TrailerLines trailers = new TrailerLines();
    private Step step = Step.SIZE_START;
    private long size;
    private int digits;
    private @Nullable Refusal refusal;

    void clear() {
        step = Step.SIZE_START;
        size = 0;
        digits = 0;
        refusal = null;
        trailers.clear();
    }

    /**
     * How many of the readable bytes belong to the body; -1 if it is refused. Extensions are cut out of the buffer, for
     * they concern one connection only (RFC 9112 section 7.1.1).
     */
    int take(ByteBuf in) {
        if (refusal != null) {
            return -1;
        }
        int start = in.readerIndex();
        int end = in.writerIndex();
        int at = start;
        int kept = start;
        while (at < end && step != Step.DONE) {
            int from = at;
            if (step == Step.DATA) {
                at += skipData(end - at);
            } else if (!read(in.getByte(at++))) {
                return -1;
            }
            if (step != Step.EXTENSIONS) {
                kept = move(in, from, at, kept);
            }
        }
        if (kept < at) {
            in.writerIndex(move(in, at, end, kept));
        }
        return kept - start;
    }

    /** Moves octets down over those that were cut out; returns the place behind them. */
    private static int move(ByteBuf in, int from, int end, int to) {
        if (to < from) {
            in.setBytes(to, in, from, end - from);
        }
        return to + end - from;
    }

    private int skipData(int available) {
        int count = (int) Math.min(size, available);
        size -= count;
        if (size == 0) {
            step = Step.DATA_CARRIAGE_RETURN;
        }
        return count;
    }

    private boolean read(byte octet) {
        return switch (step) {
            case SIZE_START, SIZE -> readSize(octet);
            case EXTENSIONS -> readExtension(octet);
            case SIZE_LINE_FEED -> expect(octet, '\n', Refusal.CHUNK_SIZE, size > 0 ? Step.DATA : Step.TRAILERS);
            case DATA_CARRIAGE_RETURN -> expect(octet, '\r', Refusal.CHUNK_END, Step.DATA_LINE_FEED);
            case DATA_LINE_FEED -> expect(octet, '\n', Refusal.CHUNK_END, Step.SIZE_START);
            case TRAILERS -> readTrailer(octet);
            case DATA, DONE -> throw new IllegalStateException(step.name());
        };
    }

    private boolean readSize(byte octet) {
        int digit = Octets.hex(octet);
        if (step == Step.SIZE_START) {
            size = 0;
            digits = 0;
            step = Step.SIZE;
            return digit < 0 ? refuse(Refusal.CHUNK_SIZE) : addDigit(digit);
        }
        if (digit >= 0) {
            return addDigit(digit);
        }
        if (octet == '\r') {
            step = Step.SIZE_LINE_FEED;
            return true;
        }
        if (octet != ';' && !Octets.blank(octet)) {
            return refuse(Refusal.CHUNK_SIZE);
        }
        extensions.clear();
        step = Step.EXTENSIONS;
        return readExtension(octet);
    }

    private boolean addDigit(int digit) {
        size = size << 4 | digit;
        digits++;
        return (digits <= MOST_DIGITS && size >= 0 && size <= MOST_SIZE) || refuse(Refusal.CHUNK_SIZE);
    }

    private boolean readExtension(byte octet) {
        if (!extensions.read(octet)) {
            return refuse(Refusal.CHUNK_EXTENSION);
        }
        if (octet == '\r') {
            step = Step.SIZE_LINE_FEED;
        }
        return true;
    }

    private boolean readTrailer(byte octet) {
        Refusal why = trailers.read(octet);
        if (why != null) {
            return refuse(why);
        }
        if (trailers.done()) {
            step = Step.DONE;
        }
        return true;
    }

    private boolean expect(byte octet, char expected, Refusal otherwise, Step next) {
        step = next;
        return octet == expected || refuse(otherwise);
    }

    private boolean refuse(Refusal why) {
        refusal = why;
        return false;
    }

    boolean done() {
        return step == Step.DONE;
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
