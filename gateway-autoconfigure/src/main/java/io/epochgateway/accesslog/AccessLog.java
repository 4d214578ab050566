package io.epochgateway.accesslog;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log of a gateway: each event loop writes its lines into a ring of its own, and one thread gives them to the
 * SLF4J logger {@value #LOGGER} and to syslog servers, many at a time. However slow that is, no event loop waits: a line that finds its ring
 * full is dropped and counted.
 */
public final class AccessLog implements AutoCloseable {

    /** Lines are of level INFO, or ERROR where {@code option log-separate-errors} says so. */
    public static final String LOGGER = "gateway.access";

    /** Room for some thousand lines of each loop. */
    private static final int CAPACITY = 1 << 19;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Pauses without a line until the thread sleeps for as long as there is none. */
    private static final int PATIENCE = 50;

    private static final long CLOSE_MILLIS = 2000;

    /** A line's tag is the number of its route, and how much of it is structured data. */
    static final int ROUTE_SHIFT = 16;

    private static final int DATA = (1 << ROUTE_SHIFT) - 1;

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

    private final Logger sink = LoggerFactory.getLogger(LOGGER);
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final LongAdder unsent = new LongAdder();
    private final int capacity;
    private final AtomicReferenceArray<@Nullable LoopLog> loops;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * Starts its thread.
     *
     * @param loops how many event loops write to it
     */
    public AccessLog(int loops) {
        this(loops, CAPACITY);
    }

    AccessLog(int loops, int capacity) {
        this.capacity = capacity;
        this.loops = new AtomicReferenceArray<>(loops);
        this.thread = Thread.ofPlatform().name("gateway-log").daemon(true).start(this::run);
    }

    /** Adds a way for lines, and gives its number. Any thread, one at a time. */
    int add(Route route) {
        routes.add(route);
        return routes.size() - 1;
    }

    /**
     * Takes a line of that loop, or drops it. On that loop only.
     *
     * @param route where it goes
     * @param data structured data that comes before it; null if there is none
     */
    void write(int loop, int route, @Nullable LineFormat data, LineFormat format, LoggedStream stream, boolean error) {
        LoopLog mine = loops.getPlain(loop);
        if (mine == null) {
            mine = new LoopLog(capacity);
            loops.setRelease(loop, mine);
        }
        if (!mine.write(route, data, format, stream, error)) {
            return;
        }
        // the line is written before asleep is read, as the thread writes asleep before it reads what is written
        VarHandle.fullFence();
        if (asleep || mine.ring().isHalfFull()) {
            LockSupport.unpark(thread);
        }
    }

    /** Lines that were dropped because their ring was full, or that a syslog server couldn't be sent. Any thread. */
    public long dropped() {
        return rings().mapToLong(LineRing::dropped).sum() + unsent.sum();
    }

    private Stream<LineRing> rings() {
        return IntStream.range(0, loops.length())
                .mapToObj(loops::getAcquire)
                .filter(Objects::nonNull)
                .map(LoopLog::ring);
    }

    private void run() {
        int pauses = 0;
        while (!closed) {
            pauses = drain() > 0 ? 0 : pauses + 1;
            if (pauses < PATIENCE) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                sleep();
                pauses = 0;
            }
        }
        drain();
        routes.forEach(Route::close);
    }

    private void sleep() {
        asleep = true;
        if (!closed && rings().allMatch(LineRing::isEmpty)) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private int drain() {
        int lines = 0;
        for (int i = 0; i < loops.length(); i++) {
            LoopLog loop = loops.getAcquire(i);
            if (loop != null) {
                lines += drain(loop.ring());
            }
        }
        if (lines > 0) {
            routes.forEach(route -> route.flush(unsent));
        }
        return lines;
    }

    private int drain(LineRing ring) {
        try {
            return ring.drainTo(this::send);
        } catch (RuntimeException e) {
            // one line is lost; the appender may take the next
            log.warn("The logger {} failed", LOGGER, e);
            return 1;
        }
    }

    private void send(byte[] octets, int from, int length, int tag, boolean error) {
        routes.get(tag >>> ROUTE_SHIFT).send(sink, octets, from, length, tag & DATA, error, unsent);
    }

    /** Writes what is there and ends the thread. What comes later is lost. Not on an event loop. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
