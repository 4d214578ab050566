package io.epochgateway.server.check;

import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One question to an agent: connects, says what there is to say, reads a line. Event loop only. */
final class AgentDialogue extends ChannelInboundHandlerAdapter {

    /** As much as HAProxy's buffer holds. */
    private static final int LONGEST_LINE = 16384;

    /** Who asked. Told once. */
    interface User {

        /** A line, without its end. */
        void answered(String line, long millis);

        /**
         * There is no line.
         *
         * @param status why
         */
        void failed(CheckStatus status, String info, long millis);
    }

    private final GatewayLoop loop;
    private final String send;
    private final User user;
    private final long start = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            fail(channel == null ? CheckStatus.L4TOUT : CheckStatus.L7TOUT, "");
        }
    };
    private @Nullable Channel channel;
    private boolean over;

    AgentDialogue(GatewayLoop loop, String send, User user) {
        this.loop = loop;
        this.send = send;
        this.user = user;
    }

    void begin(Connector connector, SocketAddress address, long millis) {
        loop.timers().arm(timer, millis);
        connector.connect(loop, address, this, refused -> fail(CheckStatus.L4CON, Complaint.words(refused)));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (over) {
            close();
            return;
        }
        ctx.channel().config().setAutoRead(true);
        if (!send.isEmpty()) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(send.getBytes(StandardCharsets.UTF_8)), ctx.voidPromise());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            if (!over) {
                read(octets);
            }
        } finally {
            octets.release();
        }
    }

    private void read(ByteBuf octets) {
        int room = LONGEST_LINE - said.length();
        said.append(octets.toString(
                octets.readerIndex(), Math.min(room, octets.readableBytes()), StandardCharsets.ISO_8859_1));
        for (int i = 0; i < said.length(); i++) {
            char letter = said.charAt(i);
            if (letter == '\r' || letter == '\n' || letter == 0) {
                end();
                user.answered(said.substring(0, i), millis());
                return;
            }
        }
        if (said.length() >= LONGEST_LINE) {
            inputEnded();
        }
    }

    private void inputEnded() {
        fail(
                CheckStatus.L7RSP,
                said.isEmpty() ? "TCPCHK got an empty response at step 2" : "Ignoring incomplete line from agent");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inputEnded();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        inputEnded();
    }

    private void fail(CheckStatus status, String info) {
        if (!over) {
            end();
            user.failed(status, info, millis());
        }
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** Nobody is told of anything any more. */
    void end() {
        over = true;
        loop.timers().remove(timer);
        close();
    }

    private void close() {
        if (channel != null) {
            // a reset, so that checks leave no connections in TIME_WAIT
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
