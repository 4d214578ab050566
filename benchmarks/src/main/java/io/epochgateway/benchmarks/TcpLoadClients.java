package io.epochgateway.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that come through a proxy; all run on one event loop. */
final class TcpLoadClients {

    /** What a client does again and again. */
    enum Kind {
        /** Reads what never ends. */
        STREAM,
        /** Sends a message and waits until all of it has come back. */
        PING,
        /** Connects, sends a byte, waits until it has come back, and closes. */
        CONNECT
    }

    private static final int READ = 256 * 1024;
    private static final int PING_BYTES = 64;
    private static final long SETTLE_MILLIS = 50;

    private final Bootstrap bootstrap;
    private final AtomicLong done = new AtomicLong();
    private final List<Channel> held = new ArrayList<>();
    private volatile boolean running;

    TcpLoadClients(EventLoopGroup loop) {
        bootstrap =
                new Bootstrap().group(loop).channel(EpollSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
    }

    /** How much was done in so many milliseconds: bytes, round trips or connections. */
    long run(Kind kind, SocketAddress proxy, int connections, long millis) throws InterruptedException {
        List<Channel> channels = new ArrayList<>();
        running = true;
        for (int i = 0; i < connections; i++) {
            channels.add(open(kind, proxy).sync().channel());
        }
        done.set(0);
        TimeUnit.MILLISECONDS.sleep(millis);
        long result = done.get();
        running = false;
        for (Channel channel : channels) {
            channel.close().sync();
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        return result;
    }

    private ChannelFuture open(Kind kind, SocketAddress proxy) {
        Bootstrap one = bootstrap.clone().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Client(kind, proxy));
            }
        });
        if (kind == Kind.STREAM) {
            one.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ));
        }
        return one.connect(proxy);
    }

    /** Opens connections that do nothing after one round trip; how many stand. */
    long hold(SocketAddress proxy, int connections) throws InterruptedException {
        for (int i = 0; i < connections; i++) {
            held.add(open(Kind.PING, proxy).sync().channel());
        }
        return held.size();
    }

    /** Closes those; how many. */
    long drop() throws InterruptedException {
        long count = held.size();
        for (Channel channel : held) {
            channel.close().sync();
        }
        held.clear();
        return count;
    }

    private final class Client extends SimpleChannelInboundHandler<ByteBuf> {

        private final Kind kind;
        private final SocketAddress proxy;
        private int missing;

        Client(Kind kind, SocketAddress proxy) {
            this.kind = kind;
            this.proxy = proxy;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            missing = kind == Kind.PING ? PING_BYTES : 1;
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            ByteBuf message = context.alloc().directBuffer(PING_BYTES);
            context.writeAndFlush(
                    kind == Kind.STREAM ? message.writeByte(TcpLoadServer.STREAM) : message.writeZero(missing));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            if (kind == Kind.STREAM) {
                done.addAndGet(bytes.readableBytes());
                return;
            }
            missing -= bytes.readableBytes();
            if (missing > 0) {
                return;
            }
            done.incrementAndGet();
            if (kind == Kind.PING) {
                missing = PING_BYTES;
                if (running) {
                    send(context);
                }
            } else {
                context.close().addListener((ChannelFutureListener) closed -> {
                    if (running) {
                        open(kind, proxy);
                    }
                });
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (running) {
                cause.printStackTrace();
                System.exit(1);
            }
            context.close();
        }
    }
}
