package io.epochgateway.stream;

import io.epochgateway.net.Splice;

/** One direction of a tunnel whose bytes the kernel moves: all of them, or as long as that pays. Event loop only. */
final class Lane {

    /** Reads in a row that filled their buffer, before the kernel takes over. */
    private static final int FULL_READS = 3;

    /** Two more system calls are worth it from about this on. */
    private static final int SMALL = 8 * 1024;

    /** Small moves in a row before bytes are copied again. */
    private static final int SMALL_MOVES = 8;

    private final Splice splice;
    private final boolean always;
    private int inARow;

    /**
     * Copies until it begins.
     *
     * @param always whether all is moved by the kernel, large or small
     */
    Lane(Splice splice, boolean always) {
        this.splice = splice;
        this.always = always;
    }

    void begin() {
        if (always) {
            splice.begin(Splice.ENDLESS);
        }
    }

    /** A read brought so many bytes to user space. */
    void copied(int bytes) {
        if (always || splice.isUnderWay()) {
            return;
        }
        inARow = bytes >= Splice.FULL_READ ? inARow + 1 : 0;
        if (inARow >= FULL_READS) {
            inARow = 0;
            splice.begin(Splice.ENDLESS);
        }
    }

    /** The kernel moved so many bytes. */
    void spliced(int bytes) {
        if (always) {
            return;
        }
        inARow = bytes < SMALL ? inARow + 1 : 0;
        if (inARow >= SMALL_MOVES) {
            inARow = 0;
            splice.end();
        }
    }
}
