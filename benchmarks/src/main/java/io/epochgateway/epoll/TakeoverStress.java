package io.epochgateway.epoll;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Connections that move between loops while both their ends write, and beside them, on the same loops, connections that
 * close each other and take each other's fd numbers. Every byte is checked at both ends.
 */
final class TakeoverStress implements AutoCloseable {

    private static final int NEIGHBOURS = 8;

    private final StressTally tally = new StressTally();
    private final GenerationEpollFactory factory;
    private final MultiThreadIoEventLoopGroup loops;
    private final List<Channel> listeners = new ArrayList<>();
    private final List<Channel> movers = new ArrayList<>();
    private final List<Neighbours> neighbourhoods = new ArrayList<>();

    /**
     * Starts nothing but the loops.
     *
     * @param checked false leaves the generation check out
     */
    TakeoverStress(int loopCount, boolean checked) {
        factory = new GenerationEpollFactory(GenerationEpollFactory.DEFAULT_MAX_EVENTS, checked);
        loops = new MultiThreadIoEventLoopGroup(loopCount, new DefaultThreadFactory("stress", true), factory);
    }

    /** Arguments: seconds, loops, moving connections, {@code checked} or {@code unchecked}. Exit code 1 for any loss. */
    public static void main(String[] args) throws Exception {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        boolean checked = args[3].equals("checked");
        try (TakeoverStress stress = new TakeoverStress(Integer.parseInt(args[1]), checked)) {
            StressTally tally =
                    stress.run(TimeUnit.SECONDS.toMillis(Long.parseLong(args[0])), Integer.parseInt(args[2]));
            System.out.printf("%s: %s; %d stale reports%n", args[3], tally, stress.stale());
            System.exit(tally.unharmed() || !checked ? 0 : 1);
        }
    }

    /** Runs for so long, then waits until all that was sent has been received. */
    StressTally run(long millis, int connections) throws InterruptedException {
        SocketAddress moving = listen(() -> new MovingEnd(tally, loops::next));
        SocketAddress answering = listen(StressEcho::new);
        for (int connection = 0; connection < connections; connection++) {
            movers.add(new Bootstrap()
                    .group(loops)
                    .channel(EpollSocketChannel.class)
                    .handler(new MovingEnd(tally, loops::next))
                    .connect(moving)
                    .sync()
                    .channel());
        }
        loops.forEach(loop -> neighbourhoods.add(new Neighbours((EventLoop) loop, answering, NEIGHBOURS, tally)));
        neighbourhoods.forEach(Neighbours::start);
        TimeUnit.MILLISECONDS.sleep(millis);
        tally.stop();
        for (int wait = 0; wait < 300 && tally.outstanding() > 0; wait++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return tally;
    }

    /** Reports whose generation didn't fit. */
    long stale() {
        return factory.figures().stream().mapToLong(LoopFigures::stale).sum();
    }

    private SocketAddress listen(Supplier<ChannelHandler> handler) throws InterruptedException {
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler.get());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        listeners.add(listener);
        return listener.localAddress();
    }

    @Override
    public void close() {
        tally.stop();
        listeners.forEach(Channel::close);
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
