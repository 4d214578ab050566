package io.epochgateway.epoll;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes the handlers of a group of event loops whose registrations carry their generation. Needs
 * {@link EpollTransport#unavailability()} to be empty. Any thread.
 */
public final class GenerationEpollFactory implements IoHandlerFactory {

    /** HAProxy's {@code tune.maxpollevents}: the smaller a batch, the less often a report in it gets stale. */
    public static final int DEFAULT_MAX_EVENTS = 200;

    private final List<GenerationEpollIoHandler> handlers = new CopyOnWriteArrayList<>();
    private final int maxEvents;
    private final boolean checked;

    /** For {@link #DEFAULT_MAX_EVENTS}. */
    public GenerationEpollFactory() {
        this(DEFAULT_MAX_EVENTS);
    }

    /**
     * Opens nothing yet.
     *
     * @param maxEvents the most reports a loop takes from the kernel at once, from 1
     */
    public GenerationEpollFactory(int maxEvents) {
        this(maxEvents, true);
    }

    /** Not checked: delivers by fd number alone, for the stress that shows what becomes of it. */
    GenerationEpollFactory(int maxEvents, boolean checked) {
        if (maxEvents < 1) {
            throw new IllegalArgumentException("maxEvents must be at least 1: " + maxEvents);
        }
        EpollTransport.unavailability().ifPresent(reason -> {
            throw new UnsupportedOperationException("no generation-tagged epoll: " + reason);
        });
        this.maxEvents = maxEvents;
        this.checked = checked;
    }

    /** Opens two fds that live as long as the loop. */
    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        GenerationEpollIoHandler handler = new GenerationEpollIoHandler(executor, maxEvents, FdTable.PROCESS, checked);
        handlers.add(handler);
        return handler;
    }

    /** A loop may be suspended and go on with another thread. */
    @Override
    public boolean isChangingThreadSupported() {
        return true;
    }

    /** One entry for each loop made by this factory, in the order of their making. */
    public List<LoopFigures> figures() {
        return handlers.stream().map(GenerationEpollIoHandler::figures).toList();
    }
}
