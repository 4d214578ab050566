package io.epochgateway.epoll;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Connections of one loop that close each other while a report on the closed one may be waiting in the same batch, and
 * open the next one at once, which is given the number just freed if no other loop was quicker.
 */
final class Neighbours {

    private final EventLoop loop;
    private final SocketAddress server;
    private final int count;
    private final StressTally tally;
    private final List<Channel> open = new ArrayList<>();

    Neighbours(EventLoop loop, SocketAddress server, int count, StressTally tally) {
        this.loop = loop;
        this.server = server;
        this.count = count;
        this.tally = tally;
    }

    void start() {
        loop.execute(() -> {
            for (int neighbour = 0; neighbour < count; neighbour++) {
                connect();
            }
        });
    }

    private void connect() {
        Neighbour neighbour = new Neighbour();
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(neighbour);
                    }
                })
                .connect(server);
        connecting.addListener(done -> {
            if (!done.isSuccess() && tally.running()) {
                tally.broken.increment();
            }
        });
        tally.neighbours.increment();
    }

    private final class Neighbour extends SimpleChannelInboundHandler<ByteBuf> {

        private final long word = ThreadLocalRandom.current().nextLong();
        private boolean active;
        private boolean closedByNeighbour;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            active = true;
            open.add(context.channel());
            say(context);
        }

        private void say(ChannelHandlerContext context) {
            context.writeAndFlush(context.alloc().ioBuffer(Long.BYTES).writeLong(word));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            if (message.readableBytes() != Long.BYTES || message.readLong() != word) {
                tally.corrupt.add(Long.BYTES);
            }
            if (!tally.running()) {
                return;
            }
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
                replaceAnother(context.channel());
            }
            say(context);
        }

        private void replaceAnother(Channel except) {
            Channel other = open.get(ThreadLocalRandom.current().nextInt(open.size()));
            if (other != except) {
                other.pipeline().get(Neighbour.class).closedByNeighbour = true;
                open.remove(other);
                other.close();
                connect();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (!active) {
                tally.misdelivered.increment();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!closedByNeighbour && tally.running()) {
                open.remove(context.channel());
                tally.broken.increment();
                connect();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!active) {
                tally.misdelivered.increment();
            } else if (tally.running()) {
                tally.broken.increment();
            }
            context.close();
        }
    }
}
