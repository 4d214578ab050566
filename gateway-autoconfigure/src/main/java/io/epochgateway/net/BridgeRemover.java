package io.epochgateway.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import reactor.netty.NettyPipeline;

/**
 * Takes Reactor Netty's bridge to its operators out of a connection of ours before the first event passes, and then
 * itself: the connection's handler is alone.
 */
final class BridgeRemover extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        if (pipeline.get(NettyPipeline.ReactiveBridge) != null) {
            pipeline.remove(NettyPipeline.ReactiveBridge);
        }
        ctx.fireChannelRegistered();
        pipeline.remove(this);
    }
}
