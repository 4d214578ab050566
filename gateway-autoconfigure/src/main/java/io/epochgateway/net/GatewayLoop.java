package io.epochgateway.net;

import io.epochgateway.epoll.LoopClock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event loop of the gateway with what belongs to it alone: its timers, its receive buffers and its pipes. */
public final class GatewayLoop {

    private static final FastThreadLocal<@Nullable GatewayLoop> CURRENT = new FastThreadLocal<>();

    private final int index;
    private final EventLoop eventLoop;
    private final TimerWheel timers;
    private final ReceiveBuffers receiveBuffers = new ReceiveBuffers();
    private @Nullable LoopClock clock;

    private final Pipes pipes;

    GatewayLoop(int index, EventLoop eventLoop, PipeSupply supply) {
        this.pipes = new Pipes(supply);
        this.index = index;
        this.eventLoop = eventLoop;
        this.timers = new TimerWheel(eventLoop);
    }

    /**
     * The loop whose thread this is.
     *
     * @throws NullPointerException on any other thread
     */
    public static GatewayLoop current() {
        return Objects.requireNonNull(CURRENT.get(), "not on an event loop of the gateway");
    }

    static @Nullable GatewayLoop currentOrNull() {
        return CURRENT.get();
    }

    /** 0 to the number of loops less one. */
    public int index() {
        return index;
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** This loop's timers; on this loop only. */
    public TimerWheel timers() {
        return timers;
    }

    /** {@link System#nanoTime}, at most a batch of events late; on this loop only. */
    public long now() {
        return clock == null ? System.nanoTime() : clock.nanos();
    }

    /** An empty buffer with room for so many bytes that are sent at once; the caller owns it. On this loop only. */
    public ByteBuf bufferToSend(int bytes) {
        return receiveBuffers.takeToWrite(bytes);
    }

    ReceiveBuffers receiveBuffers() {
        return receiveBuffers;
    }

    Pipes pipes() {
        return pipes;
    }

    void bindToThread() {
        CURRENT.set(this);
        clock = LoopClock.ofThisThread();
    }

    /** After the loop has ended. Any thread. */
    void release() {
        receiveBuffers.release();
        pipes.release();
    }
}
