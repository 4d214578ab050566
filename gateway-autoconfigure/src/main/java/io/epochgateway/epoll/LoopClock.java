package io.epochgateway.epoll;

/**
 * {@link System#nanoTime} as of a loop's last return from the kernel: one reading for all reports of a batch. On loops of
 * another kind it is read each time. Loop's thread.
 */
public final class LoopClock {

    private final boolean kept;
    private long nanos = System.nanoTime();

    LoopClock(boolean kept) {
        this.kept = kept;
    }

    /** The clock of the loop whose thread this is. */
    public static LoopClock ofThisThread() {
        GenerationEpollIoHandler loop = GenerationEpollIoHandler.current();
        return loop == null ? new LoopClock(false) : loop.clock();
    }

    /** At most a batch of reports late. */
    public long nanos() {
        return kept ? nanos : System.nanoTime();
    }

    /** The loop is back from the kernel. */
    void read() {
        nanos = System.nanoTime();
    }
}
