package io.epochgateway.sample.origin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The server that the sample's gateway and the benchmarks stand in front of; it listens on 127.0.0.1. Any thread. */
public final class Origin implements AutoCloseable {

    private static final int DEFAULT_PORT = 8000;

    private static final int BACKLOG = 4096;

    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup loops;

    private final Channel listener;

    private final ChannelGroup connections;

    private Origin(EventLoopGroup loops, ChannelGroup connections, Channel listener) {
        this.loops = loops;
        this.connections = connections;
        this.listener = listener;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 to 65535; 0 for any that is free
     * @param threads event loops, at least 1
     * @throws IllegalArgumentException if a number is out of range
     * @throws IOException if the port can't be listened on; nothing is left running
     */
    public static Origin start(int port, int threads) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("origin"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(new OriginConnection());
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            Throwable cause = bound.cause();
            throw new IOException("the origin can't listen on " + address + ": " + cause.getMessage(), cause);
        }
        return new Origin(loops, connections, bound.channel());
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Stops to listen, closes all connections and waits for the loops to end. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        // a loop that is shut down without a quiet period may end before it has closed its channels
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Runs the origin alone, until the process is ended: {@code Origin [port [threads]]}, by default 8000 and 1. */
    public static void main(String[] args) {
        // a logging library on the class path that nobody has configured would print Netty's debug lines
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        try {
            int port = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_PORT;
            int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
            Origin origin = start(port, threads);
            System.out.println("origin: listening on 127.0.0.1:" + origin.port());
            origin.listener.closeFuture().awaitUninterruptibly();
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("origin: " + e.getMessage());
            System.exit(2);
        }
    }
}
