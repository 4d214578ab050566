package io.epochgateway.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The events of one event loop in the last two seconds, by eighths of a second. Written on that loop only. */
final class RateCells {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int KEPT = 16;

    private final Rate whole;
    /** Of each eighth its number, then how many events it saw. */
    private final int[] cells = new int[2 * KEPT];

    private int last = Integer.MIN_VALUE;

    RateCells(Rate whole) {
        this.whole = whole;
    }

    void add(long nanos) {
        int eighth = Rate.eighth(nanos);
        int place = (eighth & KEPT - 1) * 2;
        if (eighth == last) {
            CELL.setOpaque(cells, place + 1, cells[place + 1] + 1);
            return;
        }
        if (last != Integer.MIN_VALUE) {
            whole.endOf(last);
            if (eighth - last > 1) {
                // the second that begins with the last one may hold other loops' events, which they needn't look at
                // again
                whole.endOf(Math.min(last + Rate.EIGHTHS - 1, eighth - 1));
            }
        }
        last = eighth;
        CELL.setOpaque(cells, place + 1, 0);
        CELL.setRelease(cells, place, eighth);
        CELL.setOpaque(cells, place + 1, 1);
    }

    /** The eighth of the last event. Any thread. */
    int last() {
        int newest = Integer.MIN_VALUE;
        for (int place = 0; place < cells.length; place += 2) {
            if ((int) CELL.getOpaque(cells, place + 1) > 0) {
                newest = Math.max(newest, (int) CELL.getOpaque(cells, place));
            }
        }
        return newest;
    }

    /** Events of the second that ends with this eighth. Any thread; may lag by a moment. */
    int secondUntil(int eighth) {
        int sum = 0;
        for (int place = 0; place < cells.length; place += 2) {
            int age = eighth - (int) CELL.getAcquire(cells, place);
            if (age >= 0 && age < Rate.EIGHTHS) {
                sum += (int) CELL.getOpaque(cells, place + 1);
            }
        }
        return sum;
    }
}
