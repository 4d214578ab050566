package io.epochgateway.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Connections that send a message, wait for all of it to come back, and send the next one. */
final class EchoClients {

    private final ByteBuf message;
    private final List<Channel> channels = new ArrayList<>();
    private final LongAdder trips = new LongAdder();
    private final Phaser waiting = new Phaser(1);
    private volatile boolean running;

    EchoClients(EventLoopGroup loop, SocketAddress server, int connections, int bytes) throws InterruptedException {
        message = Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes).writeZero(bytes));
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Client());
                    }
                });
        for (int connection = 0; connection < connections; connection++) {
            channels.add(bootstrap.connect(server).sync().channel());
        }
    }

    /** Round trips made in so many milliseconds. */
    long run(long millis) throws InterruptedException {
        trips.reset();
        running = true;
        waiting.bulkRegister(channels.size());
        channels.forEach(channel -> channel.writeAndFlush(message.duplicate()));
        TimeUnit.MILLISECONDS.sleep(millis);
        running = false;
        waiting.arriveAndAwaitAdvance();
        return trips.sum();
    }

    private final class Client extends SimpleChannelInboundHandler<ByteBuf> {

        private int received;

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf echoed) {
            received += echoed.readableBytes();
            if (received < message.readableBytes()) {
                return;
            }
            received = 0;
            trips.increment();
            if (running) {
                context.writeAndFlush(message.duplicate());
            } else {
                waiting.arriveAndDeregister();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            cause.printStackTrace();
            System.exit(1);
        }
    }
}
