package io.epochgateway.stats;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What passed through a frontend, a backend, a server or the whole process. Each event loop counts for itself, whoever
 * reads adds up. Any thread; what is read may lag by a moment.
 */
public final class Traffic {

    private final byte[] label;
    private final AtomicReferenceArray<@Nullable LoopTraffic> loops;
    private final Rate sessionRate = new Rate(() -> parts().map(LoopTraffic::sessions));
    private final Rate requestRate = new Rate(() -> parts().map(LoopTraffic::requests));
    private final Occupancy sessions = new Occupancy();
    private final Occupancy queue = new Occupancy();

    /**
     * Nothing yet.
     *
     * @param name of the proxy or server, ASCII
     * @param loops how many event loops count
     */
    public Traffic(String name, int loops) {
        this.label = name.getBytes(StandardCharsets.US_ASCII);
        this.loops = new AtomicReferenceArray<>(loops);
    }

    /** The name as logs write it; read only. */
    public byte[] label() {
        return label;
    }

    /** Where that loop counts; on that loop only. */
    public LoopTraffic on(int loop) {
        LoopTraffic part = loops.getPlain(loop);
        if (part == null) {
            part = new LoopTraffic(this);
            loops.setRelease(loop, part);
        }
        return part;
    }

    private Stream<LoopTraffic> parts() {
        return IntStream.range(0, loops.length()).mapToObj(loops::getAcquire).filter(Objects::nonNull);
    }

    private long sum(ToLongFunction<LoopTraffic> figure) {
        return parts().mapToLong(figure).sum();
    }

    /** So many of these so far. */
    public long count(Counter counter) {
        return sum(part -> part.value(counter));
    }

    /** The average of the last 1024 streams of each loop, in milliseconds. */
    public long average(Wait wait) {
        long samples = sum(LoopTraffic::samples);
        return samples == 0 ? 0 : sum(part -> part.sum(wait)) / samples;
    }

    /** The longest so far, in milliseconds. */
    public long longest(Wait wait) {
        return parts().mapToLong(part -> part.most(wait)).max().orElse(0);
    }

    /** Seconds since the last session began; -1 if there was none. */
    public long secondsSinceSession() {
        long now = System.nanoTime();
        return parts().mapToLong(part -> part.secondsSinceSession(now))
                .filter(seconds -> seconds >= 0)
                .min()
                .orElse(-1);
    }

    public Rate sessionRate() {
        return sessionRate;
    }

    public Rate requestRate() {
        return requestRate;
    }

    /** Sessions that are in at the same time. */
    public Occupancy sessions() {
        return sessions;
    }

    /** Streams that wait for a slot at the same time. */
    public Occupancy queue() {
        return queue;
    }
}
