package io.epochgateway.epoll;

import java.util.BitSet;

/** Numbers from 1 for the loops alive in the process, the lowest free one first: owners in the {@link FdTable}. */
final class LoopNumbers {

    private static final BitSet TAKEN = new BitSet();

    private LoopNumbers() {}

    static synchronized int take() {
        int number = TAKEN.nextClearBit(FdTable.NOBODY + 1);
        TAKEN.set(number);
        return number;
    }

    static synchronized void giveBack(int number) {
        TAKEN.clear(number);
    }
}
