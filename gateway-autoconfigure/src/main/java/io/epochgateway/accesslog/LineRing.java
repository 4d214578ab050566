package io.epochgateway.accesslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Lines on their way from one event loop to the thread that writes them: a bounded ring of bytes with one thread at each
 * end, without a lock. A line is a word with its length and level, one with its tag, then its octets, then nothing up to
 * the next word.
 */
final class LineRing {

    /** The longest line. */
    static final int LONGEST = 16384;

    private static final int WORD = 4;
    /** The words before a line. */
    private static final int HEAD = 2 * WORD;

    private static final int ERROR = 1 << 30;
    /** The rest of the array is too short for a line: go on at its start. */
    private static final int SKIP = 1 << 31;

    private static final VarHandle HEADER = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle DROPPED;

    static {
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            WRITTEN = here.findVarHandle(LineRing.class, "written", long.class);
            READ = here.findVarHandle(LineRing.class, "read", long.class);
            DROPPED = here.findVarHandle(LineRing.class, "dropped", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Takes lines out of the ring. */
    @FunctionalInterface
    interface Drain {

        /** The octets are the ring's, and good until it returns. */
        void line(byte[] octets, int from, int length, int tag, boolean error);
    }

    private final byte[] bytes;
    private final int mask;
    private long written;
    private long read;
    /** As far as the writer knows. */
    private long readSeen;

    private long dropped;

    /**
     * Empty.
     *
     * @param capacity in bytes, a power of two, at least twice {@link #LONGEST}
     */
    LineRing(int capacity) {
        bytes = new byte[capacity];
        mask = capacity - 1;
    }

    /** Where the next line may be written; false if the ring is full, which is counted. Event loop only. */
    boolean claim(LineWriter line) {
        int at = (int) written & mask;
        int rest = bytes.length - at;
        int needed = HEAD + LONGEST;
        if (rest < needed) {
            needed += rest;
        }
        if (bytes.length - (written - readSeen) < needed) {
            readSeen = (long) READ.getAcquire(this);
            if (bytes.length - (written - readSeen) < needed) {
                DROPPED.setOpaque(this, dropped + 1);
                return false;
            }
        }
        if (rest < HEAD + LONGEST) {
            HEADER.set(bytes, at, SKIP);
            written += rest;
            at = 0;
        }
        line.begin(bytes, at + HEAD, at + HEAD + LONGEST);
        return true;
    }

    /** Gives the claimed line to the other end. Event loop only. */
    void publish(LineWriter line, boolean error) {
        publish(line, error, 0);
    }

    /**
     * Gives the claimed line to the other end. Event loop only.
     *
     * @param tag what the other end is told of it besides
     */
    void publish(LineWriter line, boolean error, int tag) {
        int at = (int) written & mask;
        int length = line.position() - at - HEAD;
        HEADER.set(bytes, at, error ? length | ERROR : length);
        HEADER.set(bytes, at + WORD, tag);
        WRITTEN.setRelease(this, written + HEAD + (length + WORD - 1 & -WORD));
    }

    /** Whether more than half of it is full. Event loop only. */
    boolean isHalfFull() {
        int half = bytes.length / 2;
        if (written - readSeen > half) {
            readSeen = (long) READ.getAcquire(this);
        }
        return written - readSeen > half;
    }

    /** Writes what is there. Log thread only. */
    int drainTo(Drain drain) {
        int lines = 0;
        long until = (long) WRITTEN.getAcquire(this);
        while (read < until) {
            int at = (int) read & mask;
            int header = (int) HEADER.get(bytes, at);
            if (header == SKIP) {
                READ.setRelease(this, read + bytes.length - at);
            } else {
                int length = header & ~ERROR;
                lines++;
                try {
                    int tag = (int) HEADER.get(bytes, at + WORD);
                    drain.line(bytes, at + HEAD, length, tag, (header & ERROR) != 0);
                } finally {
                    READ.setRelease(this, read + HEAD + (length + WORD - 1 & -WORD));
                }
            }
        }
        return lines;
    }

    /** Whether there is nothing to write. Log thread only. */
    boolean isEmpty() {
        return read == (long) WRITTEN.getVolatile(this);
    }

    /** Lines that found it full. Any thread. */
    long dropped() {
        return (long) DROPPED.getOpaque(this);
    }
}
