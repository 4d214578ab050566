package io.epochgateway.net;

import io.epochgateway.epoll.SplicePipe;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The empty pipes of one loop; the one used last is used next. Event loop only. */
final class Pipes {

    /** So many that nobody needs are kept open. */
    private static final int KEPT = 32;

    private final PipeSupply supply;
    private final ArrayDeque<SplicePipe> empty = new ArrayDeque<>();

    Pipes(PipeSupply supply) {
        this.supply = supply;
    }

    /** Whether there may be any. */
    boolean any() {
        return supply.any();
    }

    /** An empty one; null if all that there may be are in use. */
    @Nullable
    SplicePipe take() {
        SplicePipe last = empty.pollLast();
        return last != null ? last : supply.open();
    }

    /** Takes one back. What it still holds is lost, and the pipe with it: the bytes are another connection's. */
    void give(SplicePipe pipe) {
        if (pipe.held() == 0 && empty.size() < KEPT) {
            empty.addLast(pipe);
        } else {
            supply.close(pipe);
        }
    }

    /** Closes those that nobody uses. */
    void release() {
        for (SplicePipe pipe = empty.pollLast(); pipe != null; pipe = empty.pollLast()) {
            supply.close(pipe);
        }
    }
}
