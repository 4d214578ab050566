package io.epochgateway.stream;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.net.SilentDrop;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.LoopTraffic;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/** A client that a rule sends away before there is a session: counted, closed without a word, not logged. */
public final class RefusedClient extends ChannelInboundHandlerAdapter {

    private final LoopTraffic frontend;
    private final Counter why;
    private final Consumer<Channel> end;

    private RefusedClient(FrontendSide frontend, Counter why, Consumer<Channel> end) {
        this.frontend = frontend.telemetry().traffic().on(GatewayLoop.current().index());
        this.why = why;
        this.end = end;
    }

    /**
     * A client of a frontend.
     *
     * @param why {@link Counter#DCON} or {@link Counter#DSES}
     */
    public static RefusedClient of(FrontendSide frontend, Counter why) {
        // nothing is owed to it, not even a connection that lingers on
        return new RefusedClient(frontend, why, client -> new Output(client).reset());
    }

    /** One that isn't told. */
    public static RefusedClient dropped(FrontendSide frontend) {
        return new RefusedClient(frontend, Counter.DREQ, SilentDrop::close);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        frontend.count(Counter.CONN_TOT);
        frontend.count(why);
        end.accept(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
