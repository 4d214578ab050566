package io.epochgateway.net;

import io.epochgateway.definition.PipeDefinition;
import io.epochgateway.epoll.SplicePipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pipes of the whole process, of which there are not more than {@code maxpipes}. Any thread. */
final class PipeSupply {

    private final AtomicInteger open = new AtomicInteger();
    private volatile PipeDefinition definition = PipeDefinition.DEFAULT;

    /** Holds for pipes that are opened from now on. */
    void define(PipeDefinition wanted) {
        definition = wanted;
    }

    boolean any() {
        return definition.maxpipes() > 0;
    }

    /** A new pipe; null if there may be no more. */
    @Nullable
    SplicePipe open() {
        PipeDefinition wanted = definition;
        if (open.incrementAndGet() <= wanted.maxpipes()) {
            SplicePipe pipe = SplicePipe.open(wanted.pipesize());
            if (pipe != null) {
                return pipe;
            }
        }
        open.decrementAndGet();
        return null;
    }

    void close(SplicePipe pipe) {
        pipe.close();
        open.decrementAndGet();
    }

    /** How many there are. */
    int count() {
        return open.get();
    }
}
