package io.epochgateway.stream;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.LoopTraffic;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** A client that a rule sends away before there is a session: counted, closed without a word, not logged. */
public final class RefusedClient extends ChannelInboundHandlerAdapter {

    private final LoopTraffic frontend;
    private final Counter why;

    /**
     * A client of a frontend.
     *
     * @param loop the number of its loop
     * @param why {@link Counter#DCON} or {@link Counter#DSES}
     */
    public RefusedClient(Telemetry telemetry, int loop, Counter why) {
        this.frontend = telemetry.traffic().on(loop);
        this.why = why;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        frontend.count(Counter.CONN_TOT);
        frontend.count(why);
        ctx.close();
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
