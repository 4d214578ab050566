package io.epochgateway.net;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.epoll.FdWatch;
import io.epochgateway.epoll.SplicePipe;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on the way to one peer that stay in the kernel. A pipe is held only as long as something waits in it; what is
 * written then goes behind it. Event loop only.
 */
final class OutputPipe implements FdWatch.Watcher {

    /** There is no pipe left; no {@code errno} is that large. */
    static final int NO_PIPE = Integer.MIN_VALUE;

    private static final EventCounter NO_PIPE_LEFT =
            EventCounter.count("take", "pipe == null", "no pipe left, bytes were copied instead of spliced");

    private final Channel channel;
    private final FdWatch watch;
    private @Nullable SplicePipe pipe;
    private @Nullable Runnable next;

    private OutputPipe(Channel channel, FdWatch watch) {
        this.channel = channel;
        this.watch = watch;
    }

    /** To a channel of the current loop; null where that isn't possible. */
    static @Nullable OutputPipe to(Channel channel) {
        FdWatch watch = GatewayLoop.current().pipes().any() ? FdWatch.of(channel) : null;
        return watch == null ? null : new OutputPipe(channel, watch);
    }

    /** Bytes that wait. */
    int held() {
        return pipe == null ? 0 : pipe.held();
    }

    /**
     * Moves what has come on a socket on to the peer. To be called while nothing waits.
     *
     * @return how many bytes; 0 at the end of the input; {@link #NO_PIPE}, or the negated {@code errno} of the socket
     */
    int take(int from, int most) {
        Pipes pipes = GatewayLoop.current().pipes();
        SplicePipe through = pipes.take();
        if (NO_PIPE_LEFT.hitIf(through == null)) {
            return NO_PIPE;
        }
        int taken = through.fill(from, most);
        if (taken > 0) {
            pipe = through;
            drain(through);
        } else {
            pipes.give(through);
        }
        return taken;
    }

    /** What is to be done once nothing waits any more, though something does now. */
    void afterwards(Runnable action) {
        Runnable before = next;
        next = before == null
                ? action
                : () -> {
                    before.run();
                    action.run();
                };
    }

    private void drain(SplicePipe through) {
        int gone = through.drain(watch.fd());
        if (through.held() == 0) {
            letGo(through);
        } else if (gone >= 0 || gone == -SplicePipe.EAGAIN) {
            watch.onWritable(this);
        } else {
            letGo(through);
            fail();
        }
    }

    private void letGo(SplicePipe through) {
        pipe = null;
        GatewayLoop.current().pipes().give(through);
        watch.onWritable(null);
    }

    /** As a failed write of the channel's own ends it. */
    private void fail() {
        if (!channel.config().isAutoClose() && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    @Override
    public boolean ready() {
        SplicePipe through = pipe;
        if (through == null) {
            return false;
        }
        drain(through);
        if (pipe == null) {
            channel.flush();
            doNext();
        }
        if (channel.isWritable()) {
            // some went, which counts as a sign of life even if it wasn't all
            channel.pipeline().fireChannelWritabilityChanged();
        }
        return true;
    }

    private void doNext() {
        Runnable action = next;
        if (action != null) {
            next = null;
            action.run();
        }
    }

    @Override
    public void ended() {
        next = null;
        SplicePipe through = pipe;
        if (through != null) {
            pipe = null;
            GatewayLoop.current().pipes().give(through);
        }
    }
}
