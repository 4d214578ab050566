package io.epochgateway.server.check;

import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.net.ClientAddresses;
import io.epochgateway.net.Described;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.ProxyHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/** One connection of a check. Event loop only. */
final class CheckConnection extends ChannelInboundHandlerAdapter implements Described {

    /** How far it has come. */
    enum Phase {
        CONNECTING,
        /** The TLS handshake. */
        SECURING,
        OPEN
    }

    /** Who uses it; is told nothing after {@link #close()}. */
    interface User {

        /** It can be written to. */
        void opened();

        /** The octets are released afterwards. */
        void received(ByteBuf octets);

        /**
         * Nothing more comes.
         *
         * @param failure why; null if the server ended it
         */
        void ended(@Nullable Throwable failure);
    }

    private final CheckPlace place;
    private final Connect step;
    private final User user;
    private Phase phase = Phase.CONNECTING;
    private @Nullable Channel channel;
    private boolean closed;

    CheckConnection(CheckPlace place, Connect step, User user) {
        this.place = place;
        this.step = step;
        this.user = user;
    }

    void open(GatewayLoop loop) {
        place.connector().connect(loop, place.address(step), this, this::ended);
    }

    Phase phase() {
        return phase;
    }

    boolean encrypted() {
        return place.encrypted(step);
    }

    @Override
    public Description describe() {
        return new Description(
                Kind.CHECK, place.server().proxy(), place.server().name(), 0);
    }

    void send(String octets) {
        if (channel != null) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(Octets.of(octets)), channel.voidPromise());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (closed) {
            shut(ctx.channel());
            return;
        }
        ctx.channel().config().setAutoRead(true);
        SendProxy version = place.header(step);
        if (version != null) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(header(version, ctx.channel())), ctx.voidPromise());
        }
        if (encrypted() && place.tls() != null) {
            phase = Phase.SECURING;
            ctx.pipeline()
                    .addBefore(ctx.name(), null, place.tls().handler(ctx.alloc(), place.sni(step), place.alpn(step)));
        } else {
            opened();
        }
    }

    /** The check is nobody's connection but its own, which version 2 has a word for. */
    private static byte[] header(SendProxy version, Channel channel) {
        return ProxyHeader.write(
                version,
                version == SendProxy.V1 && channel.localAddress() != null
                        ? new ClientAddresses(channel.localAddress(), channel.remoteAddress())
                        : null);
    }

    private void opened() {
        phase = Phase.OPEN;
        user.opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            if (!closed) {
                user.received(octets);
            }
        } finally {
            octets.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                ended(handshake.cause());
            } else if (!closed) {
                opened();
            }
        } else if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
            ended(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ended(cause);
    }

    private void ended(@Nullable Throwable failure) {
        if (!closed) {
            user.ended(failure);
        }
    }

    /** Also before it stands. */
    void close() {
        if (!closed) {
            closed = true;
            if (channel != null) {
                shut(channel);
            }
        }
    }

    private void shut(Channel open) {
        if (!step.linger() && open.isOpen()) {
            // a reset, so that checks leave no connections in TIME_WAIT
            open.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        open.close();
    }
}
