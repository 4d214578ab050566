package io.epochgateway.server.check;

import io.epochgateway.net.Connector;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One check: connects, and may ask something. Ends once, by its own result or by its time. Event loop only. */
abstract class Probe extends ChannelInboundHandlerAdapter {

    private final GatewayLoop loop;
    private final Consumer<CheckResult> done;
    private final long start = System.nanoTime();
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            end(channel == null ? CheckStatus.L4TOUT : CheckStatus.L7TOUT, 0, "");
        }
    };
    private @Nullable Channel channel;
    private long answerMillis;
    private boolean ended;

    /** Not begun. */
    Probe(GatewayLoop loop, Consumer<CheckResult> done) {
        this.loop = loop;
        this.done = done;
    }

    /**
     * Begins.
     *
     * @param connect how long connecting may take
     * @param answer how long everything else may take; zero if it is in the time for connecting
     */
    final void begin(Connector connector, SocketAddress address, Duration connect, Duration answer) {
        answerMillis = answer.toMillis();
        loop.timers().arm(timer, connect.toMillis());
        connector.connect(loop, address, this, this::notConnected);
    }

    private void notConnected(Throwable cause) {
        end(CheckStatus.L4CON, 0, words(cause));
    }

    /** As the C library says it. */
    private static String words(Throwable cause) {
        if (cause instanceof NoRouteToHostException) {
            return "No route to host";
        }
        String message = String.valueOf(cause.getMessage());
        for (String known : new String[] {
            "Connection refused",
            "Network is unreachable",
            "Connection reset by peer",
            "Connection timed out",
            "No route to host"
        }) {
            if (message.contains(known)) {
                return known;
            }
        }
        return message;
    }

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (ended) {
            close();
            return;
        }
        if (answerMillis > 0) {
            loop.timers().arm(timer, answerMillis);
        }
        ctx.channel().config().setAutoRead(true);
        connected(ctx);
    }

    /** Connected: says something, or ends. */
    abstract void connected(ChannelHandlerContext ctx);

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(CheckStatus.L7RSP, 0, "");
    }

    /** The end of the check; later ones don't count. */
    final void end(CheckStatus status, int code, String info) {
        if (ended) {
            return;
        }
        ended = true;
        loop.timers().remove(timer);
        close();
        done.accept(new CheckResult(status, code, info, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
    }

    private void close() {
        if (channel != null) {
            // a reset, so that checks leave no connections in TIME_WAIT
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
