package io.epochgateway.net;

import io.epochgateway.definition.PipeDefinition;
import io.epochgateway.epoll.GenerationEpollFactory;
import io.epochgateway.epoll.LoopFigures;
import io.epochgateway.epoll.StaleEvent;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of the gateway, generation-tagged epoll where the system has it. Reactor Netty runs its servers and
 * clients on them. Any thread.
 */
public final class GatewayLoopResources implements LoopResources, AutoCloseable {

    private final EventLoopGroup group;
    private final EventLoopGroup colocated;
    private final TransportChoice choice;
    private final List<GatewayLoop> loops;
    private final PipeSupply pipes = new PipeSupply();
    private final AtomicBoolean disposed = new AtomicBoolean();

    private GatewayLoopResources(TransportChoice choice, EventLoopGroup group) {
        this.choice = choice;
        this.group = group;
        this.colocated = LoopResources.colocate(group);
        List<GatewayLoop> list = new ArrayList<>();
        for (EventExecutor executor : group) {
            GatewayLoop loop = new GatewayLoop(list.size(), (EventLoop) executor, pipes);
            executor.execute(loop::bindToThread);
            list.add(loop);
        }
        this.loops = List.copyOf(list);
    }

    /**
     * Starts the loops.
     *
     * @param threadPrefix what the names of the threads begin with
     * @param loops how many, at least 1
     */
    public static GatewayLoopResources create(String threadPrefix, int loops) {
        return create(threadPrefix, loops, 0);
    }

    /**
     * Starts the loops.
     *
     * @param threadPrefix what the names of the threads begin with
     * @param loops how many, at least 1
     * @param staleEvents how many stale events of epoll are remembered, from 0
     */
    public static GatewayLoopResources create(String threadPrefix, int loops, int staleEvents) {
        TransportChoice choice = TransportChoice.best(staleEvents);
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = task ->
                new LoopThread(task, "%s-%s-%d".formatted(threadPrefix, choice.name(), number.incrementAndGet()));
        return new GatewayLoopResources(choice, new MultiThreadIoEventLoopGroup(loops, threads, choice.handlers()));
    }

    /** Reactor's mark keeps anybody from blocking on a loop. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {
        LoopThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }

    /** What the loops run on. */
    public Transport transport() {
        return choice.transport();
    }

    /** One entry a loop, first loop first; empty without generation tagging. */
    public List<LoopFigures> figures() {
        return choice.figures();
    }

    /**
     * What is registered on these loops now, in order of the fds' numbers; each loop is asked on its own thread, so don't
     * wait for the answer on one. Empty without generation tagging.
     */
    public CompletableFuture<List<Descriptor>> descriptors() {
        return choice.tagged()
                .map(tagged -> tagged.inspect(Descriptor::of))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    /** As {@link #descriptors}, for one number; empty if it is not registered on these loops. */
    public CompletableFuture<Optional<Descriptor>> descriptor(int fd) {
        return choice.tagged()
                .map(tagged -> tagged.inspect(fd, Descriptor::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** The last stale events that these loops remember, the oldest first. */
    public List<StaleEvent> staleEvents() {
        return choice.tagged().map(GenerationEpollFactory::staleEvents).orElse(List.of());
    }

    /** Says how many pipes there may be from now on, and how large they are. */
    public void pipes(PipeDefinition wanted) {
        pipes.define(wanted);
    }

    /** Pipes that are open, used or not. */
    public int pipes() {
        return pipes.count();
    }

    /** The loops, first loop first. */
    public List<GatewayLoop> loops() {
        return loops;
    }

    /**
     * What Reactor Netty needs to accept on one loop.
     *
     * @param spread whether the accepted connections go to all loops in turn instead of staying there
     * @param family of the address that is listened on; for epoll only
     */
    LoopResources accepting(int loop, boolean spread, SocketProtocolFamily family) {
        EventLoop acceptor = loops.get(loop).eventLoop();
        return new AcceptingLoop(acceptor, spread ? group : acceptor, family);
    }

    /** Netty would listen on a socket of IPv6 for an address of IPv4, too, and each connection would be one of those. */
    private record AcceptingLoop(EventLoop acceptor, EventLoopGroup connections, SocketProtocolFamily family)
            implements LoopResources {

        @Override
        public EventLoopGroup onServer(boolean useNative) {
            return connections;
        }

        @Override
        public EventLoopGroup onServerSelect(boolean useNative) {
            return acceptor;
        }

        @Override
        public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loops) {
            return type.equals(ServerSocketChannel.class)
                    ? type.cast(new EpollServerSocketChannel(family))
                    : LoopResources.super.onChannel(type, loops);
        }
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return group;
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return colocated;
    }

    @Override
    public boolean daemon() {
        return true;
    }

    @Override
    public boolean isDisposed() {
        return disposed.get();
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return Mono.create(sink -> {
            if (disposed.compareAndSet(false, true)) {
                group.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            group.terminationFuture().addListener(terminated -> {
                loops.forEach(GatewayLoop::release);
                sink.success();
            });
        });
    }

    /** Ends the loops without the quiet period of {@link #dispose} and waits for that. Not on an event loop. */
    @Override
    public void close() {
        disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }
}
