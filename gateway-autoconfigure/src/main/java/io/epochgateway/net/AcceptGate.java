package io.epochgateway.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets connections of one listening socket in as long as all limits allow it; then it stops accepting, so that the kernel
 * keeps those that come, until there is room again. Event loop only, unless said otherwise.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter implements Described {

    private final Description description;
    private final List<AcceptLimit> limits;
    private final ChannelFutureListener left;
    /** Accepted before it was known that there is no room: at most one, but for transports that accept several at once. */
    private final Queue<Channel> outside = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext ctx;

    /**
     * Of a listening socket.
     *
     * @param proxy the frontend's name
     * @param limits all of which have to let a connection in
     */
    AcceptGate(String proxy, List<AcceptLimit> limits) {
        this.description = new Description(Kind.LISTENER, proxy, null, 0);
        this.limits = limits;
        this.left = closed -> limits.forEach(AcceptLimit::leave);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object accepted) {
        Channel connection = (Channel) accepted;
        AcceptLimit full = outside.isEmpty() ? letIn(reading, connection) : null;
        if (full != null || !outside.isEmpty()) {
            outside.add(connection);
        }
        AcceptLimit next = full == null ? firstFull() : full;
        if (next != null && reading.channel().config().isAutoRead()) {
            reading.channel().config().setAutoRead(false);
            next.await(this);
        }
    }

    /** The limit that has no room; null if the connection is in. */
    private @Nullable AcceptLimit letIn(ChannelHandlerContext reading, Channel connection) {
        for (int i = 0; i < limits.size(); i++) {
            if (!limits.get(i).enter()) {
                limits.subList(0, i).forEach(AcceptLimit::undo);
                return limits.get(i);
            }
        }
        connection.closeFuture().addListener(left);
        reading.fireChannelRead(connection);
        return null;
    }

    private @Nullable AcceptLimit firstFull() {
        for (AcceptLimit limit : limits) {
            if (limit.isFull()) {
                return limit;
            }
        }
        return null;
    }

    /** It is worth trying again. Any thread. */
    void wake(AcceptLimit by) {
        ChannelHandlerContext waiting = ctx;
        if (waiting != null) {
            waiting.executor().execute(() -> tryAgain(waiting, by));
        }
    }

    /** It will be worth trying again after that time. */
    @SuppressWarnings("FutureReturnValueIgnored") // one that comes too late finds nothing to do
    void wakeAfter(long nanos, AcceptLimit by) {
        ChannelHandlerContext waiting = ctx;
        if (waiting != null) {
            waiting.executor().schedule(() -> tryAgain(waiting, by), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void tryAgain(ChannelHandlerContext waiting, AcceptLimit by) {
        boolean used = false;
        AcceptLimit full = waiting.isRemoved() ? null : firstFull();
        for (Channel next = outside.peek(); full == null && next != null; next = outside.peek()) {
            full = letIn(waiting, next);
            if (full == null) {
                outside.remove();
                used = true;
                full = firstFull();
            }
        }
        if (full != null) {
            full.await(this);
        } else if (!waiting.isRemoved()) {
            waiting.channel().config().setAutoRead(true);
        }
        if (!used && full != by) {
            by.passOn();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        limits.forEach(limit -> limit.forget(this));
        // what the kernel still keeps ends the same way
        outside.forEach(connection -> connection.unsafe().closeForcibly());
        outside.clear();
    }

    @Override
    public Description describe() {
        return description;
    }
}
