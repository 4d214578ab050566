package io.epochgateway.accesslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/**
 * Lines on their way from one event loop to the thread that writes them: a bounded ring of bytes with one thread at each
 * end, without a lock. A line is a word with its length and level, then its octets, then nothing up to the next word.
 */
final class LineRing {

    /** The longest line. */
    static final int LONGEST = 4096;

    private static final int WORD = 4;
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
        int needed = WORD + LONGEST;
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
        if (rest < WORD + LONGEST) {
            HEADER.set(bytes, at, SKIP);
            written += rest;
            at = 0;
        }
        line.begin(bytes, at + WORD, at + WORD + LONGEST);
        return true;
    }

    /** Gives the claimed line to the other end. Event loop only. */
    void publish(LineWriter line, boolean error) {
        int at = (int) written & mask;
        int length = line.position() - at - WORD;
        HEADER.set(bytes, at, error ? length | ERROR : length);
        WRITTEN.setRelease(this, written + WORD + (length + WORD - 1 & -WORD));
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
    int drainTo(Logger log) {
        int lines = 0;
        long until = (long) WRITTEN.getAcquire(this);
        while (read < until) {
            int at = (int) read & mask;
            int header = (int) HEADER.get(bytes, at);
            if (header == SKIP) {
                READ.setRelease(this, read + bytes.length - at);
            } else {
                int length = header & ~ERROR;
                String text = new String(bytes, at + WORD, length, StandardCharsets.ISO_8859_1);
                READ.setRelease(this, read + WORD + (length + WORD - 1 & -WORD));
                lines++;
                if ((header & ERROR) != 0) {
                    log.error(text);
                } else {
                    log.info(text);
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
