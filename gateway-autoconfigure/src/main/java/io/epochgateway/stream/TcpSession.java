package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.net.Described;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.server.ServerConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/** A client's connection in mode tcp: a server is chosen at once, then bytes go both ways. Event loop only. */
public final class TcpSession extends ChannelInboundHandlerAdapter implements Session, Described {

    private static final EventCounter CLIENT_ABORT =
            EventCounter.count("channelInactive", "dispatch.isUnderWay()", "Report a client abort (no analysers)");

    private final FrontendSide frontend;
    private final Sessions sessions;
    private @Nullable Channel channel;
    private @Nullable Dispatch dispatch;
    private @Nullable Tunnel tunnel;
    private @Nullable ByteBuf early;
    private boolean inputEnded;

    public TcpSession(FrontendSide frontend, Sessions sessions) {
        this.frontend = frontend;
        this.sessions = sessions;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        sessions.add(this);
        BackendSide backend = frontend.defaultBackend();
        if (backend == null) {
            ctx.close();
            return;
        }
        GatewayLoop loop = GatewayLoop.current();
        dispatch = new Dispatch(loop, new Reached(loop, ctx.channel(), backend));
        dispatch.start(
                backend, ConnectionChoice.Shared.NEW, backend.servers().key(ctx.channel().remoteAddress(), null));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (tunnel != null) {
            tunnel.fromClient(bytes);
        } else {
            // a client that ended is read to the end at once, the server reached or not
            early = early == null ? bytes : Unpooled.wrappedBuffer(early, bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing follows in the pipeline
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (tunnel != null && ctx.channel().isWritable()) {
            tunnel.clientDrained();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            if (tunnel != null) {
                tunnel.clientInputEnded();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (tunnel != null) {
            tunnel.clientClosed();
        }
        if (dispatch != null) {
            CLIENT_ABORT.hitIf(dispatch.isUnderWay());
            dispatch.end();
        }
        if (early != null) {
            early.release();
            early = null;
        }
        sessions.remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (tunnel != null) {
            tunnel.clientFailed();
        }
        ctx.close();
    }

    @Override
    public Description describe() {
        return new Description(Kind.CLIENT, frontend.name(), null, early == null ? 0 : early.readableBytes());
    }

    @Override
    public SessionReport report() {
        Channel open = channel;
        Dispatch way = dispatch;
        return new SessionReport(
                System.identityHashCode(this),
                open == null ? null : open.localAddress(),
                open == null ? null : open.remoteAddress(),
                frontend.name(),
                way == null ? null : way.backendName(),
                way == null ? null : way.serverName(),
                0);
    }

    @Override
    public void drain() {
        // a session has no moment at which nothing is in flight
    }

    @Override
    public void close() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    /** Hears how the way to the server ends. */
    private final class Reached implements Dispatch.User {

        private final GatewayLoop loop;
        private final Channel client;
        private final BackendSide backend;

        Reached(GatewayLoop loop, Channel client, BackendSide backend) {
            this.loop = loop;
            this.client = client;
            this.backend = backend;
        }

        @Override
        public void reached(ServerConnection server) {
            Tunnel both =
                    new Tunnel(loop, client, new Output(client), server, frontend.waits(), backend.waits(), () -> {
                        if (dispatch != null) {
                            dispatch.release();
                        }
                    });
            tunnel = both;
            server.use(both);
            ByteBuf waiting = early;
            early = null;
            if (waiting != null) {
                both.fromClient(waiting);
            }
            if (inputEnded) {
                both.clientInputEnded();
            } else {
                client.config().setAutoRead(true);
            }
        }

        @Override
        public void notReached(Dispatch.Unreachable why) {
            client.close();
        }
    }
}
