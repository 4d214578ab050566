package io.epochgateway.epoll;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollIoHandle;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a connected channel to another event loop. Its handlers run on the old loop until the move begins and on the new
 * one from the callback on; in between they see {@code channelUnregistered} and {@code channelRegistered}, and no
 * {@code channelActive}. Bytes not yet read stay in the socket, bytes not yet written stay in the channel, and a pending
 * read stays pending. Works on any transport of Netty that can deregister an open channel.
 *
 * <p>While it moves, nobody but its own handlers may use the channel: what other threads ask of it then still runs on the
 * old loop. Timers that a handler has set on the old loop stay there.
 */
public final class Takeover {

    private final Channel channel;
    private final EventLoop source;
    private final EventLoop target;
    private final @Nullable Registration registration;
    private final Consumer<? super @Nullable Throwable> then;

    private Takeover(Channel channel, EventLoop target, Consumer<? super @Nullable Throwable> then) {
        this.channel = channel;
        this.source = channel.eventLoop();
        this.target = target;
        this.registration = registrationOf(channel);
        this.then = then;
    }

    /**
     * Begins the move.
     *
     * @param channel connected; this is its loop's thread
     * @param then called on the target's thread: with null when the channel is there, or with why it could not be moved,
     *     and then the channel is closed; a closed channel fires no {@code channelInactive} if it was under way. If the
     *     target takes no more tasks it is called on the present loop's thread
     */
    public static void move(Channel channel, EventLoop target, Consumer<? super @Nullable Throwable> then) {
        if (!channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a takeover begins on the channel's own event loop");
        }
        Takeover takeover = new Takeover(channel, target, then);
        if (takeover.source == target) {
            then.accept(null);
        } else if (!channel.isActive()) {
            takeover.fail(new ClosedChannelException());
        } else {
            takeover.leave(null);
        }
    }

    private static @Nullable Registration registrationOf(Channel channel) {
        GenerationEpollIoHandler loop = GenerationEpollIoHandler.current();
        return loop != null && channel.unsafe() instanceof EpollIoHandle handle ? loop.registrationOf(handle) : null;
    }

    /**
     * The task that continues a long write may follow itself on the old loop, so the channel stays as long as one may be
     * queued: each gets something written or is the last.
     */
    private void leave(@Nullable Unwritten before) {
        Unwritten now = Unwritten.of(channel);
        if (now.equals(before)) {
            channel.deregister().addListener(left -> handOver(now));
        } else {
            execute(source, () -> leave(now));
        }
    }

    /** Deregistering is a task too, and if something was written before it then the same holds again. */
    private void handOver(Unwritten before) {
        Unwritten now = Unwritten.of(channel);
        if (!now.equals(before)) {
            execute(source, () -> handOver(now));
            return;
        }
        if (!channel.isOpen()) {
            fail(new ClosedChannelException());
            return;
        }
        GenerationEpollIoHandler loop = GenerationEpollIoHandler.current();
        if (loop != null) {
            loop.gaveAway();
        }
        execute(target, this::arrive);
    }

    private void execute(EventLoop loop, Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    private void arrive() {
        ChannelPromise registered = new DefaultChannelPromise(channel, target);
        channel.unsafe().register(target, registered);
        // listening only now lets channelRegistered go first
        registered.addListener(arrived -> {
            if (arrived.isSuccess()) {
                resume();
                then.accept(null);
            } else {
                fail(arrived.cause());
            }
        });
    }

    /** Deregistering made the channel forget what it waits for. */
    private void resume() {
        GenerationEpollIoHandler loop = GenerationEpollIoHandler.current();
        if (loop != null) {
            loop.tookOver();
            Registration here = registrationOf(channel);
            if (here != null && registration != null) {
                here.takeOverFrom(registration);
            }
        }
        // other transports don't tell whether a read was pending: one too many does less harm than one too few
        if (!channel.config().isAutoRead() && (registration == null || registration.wantsToRead())) {
            channel.unsafe().beginRead();
        }
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        if (outbound != null && outbound.size() > 0) {
            channel.unsafe().flush();
        }
    }

    private void fail(Throwable cause) {
        channel.close();
        if (target.inEventLoop()) {
            then.accept(cause);
            return;
        }
        try {
            target.execute(() -> then.accept(cause));
        } catch (RejectedExecutionException e) {
            then.accept(cause);
        }
    }

    /** What a write in parts has left to do: messages flushed, bytes of all messages, bytes done of the first. */
    private record Unwritten(int messages, long bytes, long progress) {

        static Unwritten of(Channel channel) {
            ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
            return outbound == null
                    ? new Unwritten(0, 0, 0)
                    : new Unwritten(outbound.size(), outbound.totalPendingWriteBytes(), outbound.currentProgress());
        }
    }
}
