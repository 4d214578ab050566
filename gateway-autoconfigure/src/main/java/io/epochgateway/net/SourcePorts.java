package io.epochgateway.net;

import io.epochgateway.definition.SourceAddress;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The ports that connections to one server may come from. A connection has its port for itself; the one that has been free
 * for longest is next, since the kernel may still remember its last connection. Any thread.
 */
@Sharable
final class SourcePorts extends ChannelOutboundHandlerAdapter {

    private final String host;
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();

    SourcePorts(SourceAddress source) {
        host = source.host();
        for (int port = source.firstPort(); port <= source.lastPort(); port++) {
            free.add(port);
        }
    }

    @Override
    public void connect(ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        Integer port = free.poll();
        if (port == null) {
            promise.setFailure(new BindException("all source ports are in use"));
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> free.add(port));
        ctx.connect(remote, new InetSocketAddress(host, port), promise);
        ctx.pipeline().remove(this);
    }
}
