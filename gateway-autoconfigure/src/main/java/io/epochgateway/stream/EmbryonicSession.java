package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.net.Described;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.ProxyHeaderFault;
import io.epochgateway.net.ProxyHeaderReader;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.Server;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection before its header of the PROXY protocol is complete; timeout client. Then the connection's real
 * handler takes its place. Event loop only, unless said otherwise.
 */
public final class EmbryonicSession extends ChannelInboundHandlerAdapter implements Session, Described {

    private static final EventCounter REFUSED =
            EventCounter.glitch("channelRead", "parsing error (PROXY protocol header)");
    private static final EventCounter INCOMPLETE =
            EventCounter.glitch("end", "connection ended within the PROXY protocol header");

    private final FrontendSide frontend;
    private final Sessions sessions;
    private final String listener;
    private final Channel channel;
    private final @Nullable StreamEvidence evidence;
    private final Function<Channel, ChannelHandler> connections;
    private final GatewayLoop loop = GatewayLoop.current();
    private final ProxyHeaderReader reader = new ProxyHeaderReader();
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            end(ProxyHeaderFault.TIMEOUT);
        }
    };
    private @Nullable ByteBuf held;
    private long accepted;
    private int received;
    private boolean ended;

    /**
     * @param listener what log lines call the bind that accepted it
     * @param evidence what expressions see of it; null if there are none
     * @param connections makes the handler that takes its place
     */
    public EmbryonicSession(
            FrontendSide frontend,
            Sessions sessions,
            String listener,
            Channel channel,
            @Nullable StreamEvidence evidence,
            Function<Channel, ChannelHandler> connections) {
        this.frontend = frontend;
        this.sessions = sessions;
        this.listener = listener;
        this.channel = channel;
        this.evidence = evidence;
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        accepted = loop.now();
        sessions.add(this);
        loop.timers().arm(timer, frontend.waits().client());
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = gather((ByteBuf) message);
        received = bytes.readableBytes();
        if (ended) {
            bytes.release();
            return;
        }
        switch (reader.read(bytes)) {
            case INCOMPLETE -> keep(bytes);
            case REFUSED -> {
                bytes.release();
                REFUSED.hit();
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                end(reader.fault());
            }
            case COMPLETE -> {
                reader.header().applyTo(channel);
                handOver(ctx, bytes);
            }
        }
    }

    private ByteBuf gather(ByteBuf bytes) {
        ByteBuf before = held;
        if (before == null) {
            return bytes;
        }
        held = null;
        before.writeBytes(bytes);
        bytes.release();
        return before;
    }

    /** What came is a view of the loop's receive buffer, which others need. */
    private void keep(ByteBuf bytes) {
        if (bytes.maxCapacity() == Integer.MAX_VALUE) {
            held = bytes;
            return;
        }
        held = channel.alloc().directBuffer(bytes.readableBytes()).writeBytes(bytes);
        bytes.release();
    }

    private void handOver(ChannelHandlerContext ctx, ByteBuf rest) {
        loop.timers().remove(timer);
        sessions.remove(this);
        ended = true;
        channel.config().setAutoRead(false);
        ctx.pipeline().addLast(connections.apply(channel));
        ctx.fireChannelActive();
        if (rest.isReadable()) {
            ctx.fireChannelRead(rest);
        } else {
            rest.release();
        }
        ctx.pipeline().remove(this);
    }

    private void end(ProxyHeaderFault fault) {
        if (ended) {
            return;
        }
        ended = true;
        INCOMPLETE.hitIf(held != null);
        loop.timers().remove(timer);
        if (held != null) {
            held.release();
            held = null;
        }
        new Journal(frontend.telemetry(), false, loop, new ClientSide(channel), new Termination(), evidence)
                .refused(accepted, received, listener, fault);
        channel.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing follows in the pipeline
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            end(ProxyHeaderFault.CLOSED);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ProxyHeaderFault.ERROR);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(ProxyHeaderFault.CLOSED);
        sessions.remove(this);
    }

    @Override
    public Description describe() {
        return new Description(Kind.CLIENT, frontend.name(), null, held == null ? 0 : held.readableBytes());
    }

    @Override
    public SessionReport report() {
        return new SessionReport(
                System.identityHashCode(this),
                channel.localAddress(),
                channel.remoteAddress(),
                channel.remoteAddress(),
                frontend.name(),
                null,
                null,
                0);
    }

    @Override
    public void drain() {
        close();
    }

    @Override
    public void shutDown(Predicate<Server> which, Shutdown why) {
        // it has no server yet
    }

    @Override
    public void close() {
        channel.close();
    }
}
