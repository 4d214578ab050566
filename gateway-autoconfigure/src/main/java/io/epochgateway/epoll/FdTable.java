package io.epochgateway.epoll;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which generation each fd number of the process is in, and which loop has it: one packed long a number,
 * {@code generation << 32 | owner}, owner 0 for nobody. The generation counts the registrations of the number that have
 * ended, and wraps after 2^32 of them.
 *
 * <p>Any thread, without locks but for the growth of the table. Touched when a registration begins or ends and for stale
 * reports; never to deliver one.
 */
final class FdTable {

    /** fd numbers are a resource of the process, and so are their generations. */
    static final FdTable PROCESS = new FdTable();

    /** No loop has the number. */
    static final int NOBODY = 0;

    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Chunks never move once they are there; the array of them is copied to grow. */
    private volatile AtomicLongArray[] chunks = new AtomicLongArray[0];

    static int generation(long entry) {
        return (int) (entry >>> 32);
    }

    static int owner(long entry) {
        return (int) entry;
    }

    private static long entry(int generation, int owner) {
        return (long) generation << 32 | owner;
    }

    /** What is known of a number; 0 if it never was registered. */
    long get(int fd) {
        AtomicLongArray[] present = chunks;
        int chunk = fd >>> CHUNK_BITS;
        return chunk < present.length ? present[chunk].get(fd & CHUNK - 1) : 0;
    }

    /**
     * Gives the number to a loop.
     *
     * @param owner the loop's number, from 1
     * @return the generation to hand to the kernel
     */
    int acquire(int fd, int owner) {
        AtomicLongArray chunk = chunkOf(fd);
        int index = fd & CHUNK - 1;
        while (true) {
            long current = chunk.get(index);
            // an owner still there was closed without saying goodbye, or will say it too late: its life ends here
            int generation = owner(current) == NOBODY ? generation(current) : generation(current) + 1;
            if (chunk.compareAndSet(index, current, entry(generation, owner))) {
                return generation;
            }
        }
    }

    /** Ends a registration, just before its fd is closed; without effect if the number has been given away since. */
    void release(int fd, int generation, int owner) {
        chunkOf(fd).compareAndSet(fd & CHUNK - 1, entry(generation, owner), entry(generation + 1, NOBODY));
    }

    /** Lets the generations of a number begin elsewhere than at 0, for the sake of the wrap. */
    void startAt(int fd, int generation) {
        chunkOf(fd).set(fd & CHUNK - 1, entry(generation, NOBODY));
    }

    /** Walks over the whole table: not for hot code. */
    FdFigures figures() {
        int open = 0;
        int highest = -1;
        long highestGeneration = 0;
        long closed = 0;
        AtomicLongArray[] present = chunks;
        for (int fd = 0; fd < present.length << CHUNK_BITS; fd++) {
            long entry = present[fd >>> CHUNK_BITS].get(fd & CHUNK - 1);
            if (entry != 0) {
                long generation = Integer.toUnsignedLong(generation(entry));
                open += owner(entry) == NOBODY ? 0 : 1;
                highest = fd;
                highestGeneration = Math.max(highestGeneration, generation);
                closed += generation;
            }
        }
        return new FdFigures(open, highest, highestGeneration, closed);
    }

    private AtomicLongArray chunkOf(int fd) {
        int chunk = fd >>> CHUNK_BITS;
        AtomicLongArray[] present = chunks;
        return chunk < present.length ? present[chunk] : grownTo(chunk);
    }

    private synchronized AtomicLongArray grownTo(int chunk) {
        AtomicLongArray[] present = chunks;
        if (chunk >= present.length) {
            AtomicLongArray[] grown = Arrays.copyOf(present, chunk + 1);
            Arrays.setAll(grown, i -> i < present.length ? present[i] : new AtomicLongArray(CHUNK));
            chunks = grown;
        }
        return chunks[chunk];
    }
}
