package io.epochgateway.epoll;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the handlers of a group of event loops whose registrations carry their generation. Needs
 * {@link EpollTransport#unavailability()} to be empty. Any thread.
 */
public final class GenerationEpollFactory implements IoHandlerFactory {

    /** HAProxy's {@code tune.maxpollevents}: the smaller a batch, the less often a report in it gets stale. */
    public static final int DEFAULT_MAX_EVENTS = 200;

    private final List<GenerationEpollIoHandler> handlers = new CopyOnWriteArrayList<>();
    private final int maxEvents;
    private final StaleEventHistory history;
    private final boolean checked;

    /** For {@link #DEFAULT_MAX_EVENTS}. */
    public GenerationEpollFactory() {
        this(DEFAULT_MAX_EVENTS);
    }

    /**
     * Remembers no stale events.
     *
     * @param maxEvents the most reports a loop takes from the kernel at once, from 1
     */
    public GenerationEpollFactory(int maxEvents) {
        this(maxEvents, 0);
    }

    /**
     * Opens nothing yet.
     *
     * @param maxEvents the most reports a loop takes from the kernel at once, from 1
     * @param staleEvents how many stale events are remembered, the last ones of all loops; from 0
     */
    public GenerationEpollFactory(int maxEvents, int staleEvents) {
        this(maxEvents, staleEvents, true);
    }

    /** Not checked: delivers by fd number alone, for the stress that shows what becomes of it. */
    GenerationEpollFactory(int maxEvents, boolean checked) {
        this(maxEvents, 0, checked);
    }

    private GenerationEpollFactory(int maxEvents, int staleEvents, boolean checked) {
        if (maxEvents < 1) {
            throw new IllegalArgumentException("maxEvents must be at least 1: " + maxEvents);
        }
        EpollTransport.unavailability().ifPresent(reason -> {
            throw new UnsupportedOperationException("no generation-tagged epoll: " + reason);
        });
        this.maxEvents = maxEvents;
        this.history = new StaleEventHistory(staleEvents);
        this.checked = checked;
    }

    /** Opens two fds that live as long as the loop. */
    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        GenerationEpollIoHandler handler =
                new GenerationEpollIoHandler(executor, maxEvents, FdTable.PROCESS, history, checked);
        handlers.add(handler);
        return handler;
    }

    /** A loop may be suspended and go on with another thread. */
    @Override
    public boolean isChangingThreadSupported() {
        return true;
    }

    /** The last stale events of these loops, the oldest first. Any thread. */
    public List<StaleEvent> staleEvents() {
        return history.events();
    }

    /** One entry for each loop made by this factory, in the order of their making. */
    public List<LoopFigures> figures() {
        return handlers.stream().map(GenerationEpollIoHandler::figures).toList();
    }

    /**
     * Looks at every registration of every loop, each on its own loop's thread. Loops that have ended have none.
     *
     * @param look called on the loops' threads, at the same time
     * @return what was seen, in order of the fds' numbers
     */
    public <T> CompletableFuture<List<T>> inspect(Function<? super FdLife, T> look) {
        List<CompletableFuture<SortedMap<Integer, T>>> parts = handlers.stream()
                .map(loop -> on(loop, () -> seen(loop, look), new TreeMap<Integer, T>()))
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            SortedMap<Integer, T> all = new TreeMap<>();
            parts.forEach(part -> all.putAll(part.join()));
            return List.copyOf(all.values());
        });
    }

    private static <T> SortedMap<Integer, T> seen(GenerationEpollIoHandler loop, Function<? super FdLife, T> look) {
        SortedMap<Integer, T> seen = new TreeMap<>();
        loop.lives().forEach(life -> seen.put(life.fd(), look.apply(life)));
        return seen;
    }

    /**
     * Looks at the registration of one number on its loop's thread.
     *
     * @return empty if none of these loops has it
     */
    public <T> CompletableFuture<Optional<T>> inspect(int fd, Function<? super FdLife, T> look) {
        int owner = fd < 0 ? FdTable.NOBODY : FdTable.owner(FdTable.PROCESS.get(fd));
        for (GenerationEpollIoHandler loop : handlers) {
            if (loop.number() == owner) {
                return on(loop, () -> Optional.ofNullable(loop.life(fd)).map(look), Optional.empty());
            }
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private static <T> CompletableFuture<T> on(GenerationEpollIoHandler loop, Supplier<T> task, T ifEnded) {
        try {
            return CompletableFuture.supplyAsync(task, loop::execute);
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.completedFuture(ifEnded);
        }
    }
}
