package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same promises on our transport and on Netty's own. */
@ParameterizedClass
@EnumSource
class TakeoverTests {

    enum Kind {
        GENERATIONAL(EpollServerSocketChannel.class),
        NETTY_EPOLL(EpollServerSocketChannel.class),
        NIO(NioServerSocketChannel.class);

        private final Class<? extends ServerSocketChannel> server;

        Kind(Class<? extends ServerSocketChannel> server) {
            this.server = server;
        }

        IoHandlerFactory factory() {
            return switch (this) {
                case GENERATIONAL -> new GenerationEpollFactory();
                case NETTY_EPOLL -> EpollIoHandler.newFactory();
                case NIO -> NioIoHandler.newFactory();
            };
        }
    }

    private static final int LOOPS = 4;

    @Parameter
    private Kind kind;

    private IoHandlerFactory factory;
    private Loops loops;
    private Channel server;
    private Socket peer;

    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final List<String> lifecycle = new CopyOnWriteArrayList<>();
    private final AtomicInteger received = new AtomicInteger();

    @BeforeEach
    void startLoops() {
        factory = kind.factory();
        loops = new Loops(LOOPS, factory);
    }

    @AfterEach
    void stop() throws Exception {
        if (peer != null) {
            peer.close();
        }
        if (server != null) {
            server.close().sync();
        }
        loops.close();
    }

    @Test
    void theHandlersRunOnTheNewLoopAfterwards() throws Exception {
        Channel channel = accept(true, new Recorder());
        EventLoop target = another(channel.eventLoop());
        assertThat(move(channel, target).get(10, TimeUnit.SECONDS)).isNull();
        assertThat(channel.eventLoop()).isSameAs(target);
        int reads = received.get();
        peer.getOutputStream().write(1);
        await().until(() -> received.get() > reads);
        assertThat(lifecycle)
                .as("channelActive only once, and each event on the channel's loop of the moment")
                .containsExactly("registered", "active", "unregistered", "registered");
    }

    @Test
    void noByteIsLostWhileBothEndsWriteAndTheChannelMovesOn() throws Exception {
        int moves = 50;
        MovingEcho echo = new MovingEcho(64 << 10);
        accept(true, echo);
        byte[] end = {};
        BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
        Thread writer = Thread.startVirtualThread(() -> {
            try {
                OutputStream out = peer.getOutputStream();
                Random random = new Random(7);
                while (echo.moves.get() < moves) {
                    byte[] chunk = new byte[8192];
                    random.nextBytes(chunk);
                    sent.add(chunk);
                    out.write(chunk);
                }
            } catch (IOException e) {
                echo.failures.add(e);
            }
            sent.add(end);
        });
        InputStream in = peer.getInputStream();
        for (byte[] chunk = sent.take(); chunk != end; chunk = sent.take()) {
            assertThat(Arrays.equals(in.readNBytes(chunk.length), chunk)).isTrue();
        }
        writer.join();
        assertThat(echo.failures).isEmpty();
    }

    @Test
    void aWriteThatTheSocketCouldNotTakeYetGoesOnAfterwards() throws Exception {
        int size = 16 << 20;
        Channel channel = accept(false, new Recorder());
        CompletableFuture<Throwable> moved = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            channel.writeAndFlush(Unpooled.directBuffer(size).writeZero(size));
            Takeover.move(channel, another(channel.eventLoop()), moved::complete);
        });
        assertThat(moved.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(peer.getInputStream().readNBytes(size)).hasSize(size);
    }

    @Test
    void aPendingReadStaysPending() throws Exception {
        Channel channel = accept(false, new Recorder());
        Loops.on(channel.eventLoop(), channel::read);
        assertThat(move(channel, another(channel.eventLoop())).get(10, TimeUnit.SECONDS))
                .isNull();
        peer.getOutputStream().write(1);
        await().until(() -> received.get() == 1);
    }

    @Test
    void whatNobodyAskedToReadStaysInTheSocket() throws Exception {
        Channel channel = accept(false, new Recorder());
        peer.getOutputStream().write(1);
        assertThat(move(channel, another(channel.eventLoop())).get(10, TimeUnit.SECONDS))
                .isNull();
        Loops.turn(channel.eventLoop());
        Loops.turn(channel.eventLoop());
        // the other transports can't tell a pending read from none, and read once
        assertThat(received.get()).isEqualTo(kind == Kind.GENERATIONAL ? 0 : 1);
    }

    @Test
    void theEndOfTheStreamIsSeenOnTheNewLoop() throws Exception {
        Channel channel = accept(true, new Recorder());
        assertThat(move(channel, another(channel.eventLoop())).get(10, TimeUnit.SECONDS))
                .isNull();
        peer.close();
        assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> lifecycle.contains("inactive"));
    }

    @Test
    void movingToItsOwnLoopIsDoneAtOnce() throws Exception {
        Channel channel = accept(true, new Recorder());
        assertThat(move(channel, channel.eventLoop()).get(10, TimeUnit.SECONDS)).isNull();
        assertThat(lifecycle).containsExactly("registered", "active");
    }

    @Test
    void aClosedChannelIsNotMoved() throws Exception {
        Channel channel = accept(true, new Recorder());
        channel.close().sync();
        assertThat(move(channel, another(channel.eventLoop())).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aChannelThatClosesUnderWayFailsTheMove() throws Exception {
        Channel channel = accept(true, new Recorder());
        CompletableFuture<Throwable> moved = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            Takeover.move(channel, another(channel.eventLoop()), moved::complete);
            channel.close();
        });
        assertThat(moved.get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedChannelException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aTargetThatTakesNoMoreTasksFailsTheMoveAndTheChannelIsClosed() throws Exception {
        Channel channel = accept(true, new Recorder());
        Loops stopped = new Loops(1, factory);
        stopped.close();
        assertThat(move(channel, stopped.next()).get(10, TimeUnit.SECONDS))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMoveBeginsOnTheChannelsOwnLoop() throws Exception {
        Channel channel = accept(true, new Recorder());
        assertThatThrownBy(() -> Takeover.move(channel, another(channel.eventLoop()), cause -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theFiguresTellHowManyCameAndWent() throws Exception {
        if (!(factory instanceof GenerationEpollFactory generational)) {
            return;
        }
        Channel channel = accept(true, new Recorder());
        EventLoop home = channel.eventLoop();
        assertThat(move(channel, another(home)).get(10, TimeUnit.SECONDS)).isNull();
        assertThat(move(channel, home).get(10, TimeUnit.SECONDS)).isNull();
        assertThat(generational.figures())
                .extracting(LoopFigures::takeoversIn)
                .filteredOn(in -> in == 1)
                .hasSize(2);
        assertThat(generational.figures())
                .extracting(LoopFigures::takeoversOut)
                .filteredOn(out -> out == 1)
                .hasSize(2);
        assertThat(generational.figures().stream()
                        .mapToInt(LoopFigures::registered)
                        .sum())
                .isEqualTo(2);
        assertThat(generational.figures().stream().mapToLong(LoopFigures::stale).sum())
                .isZero();
    }

    private CompletableFuture<Throwable> move(Channel channel, EventLoop target) {
        CompletableFuture<Throwable> moved = new CompletableFuture<>();
        channel.eventLoop().execute(() -> Takeover.move(channel, target, moved::complete));
        return moved;
    }

    private EventLoop another(EventLoop than) {
        EventLoop candidate = loops.next();
        while (candidate == than) {
            candidate = loops.next();
        }
        return candidate;
    }

    private Channel accept(boolean autoRead, ChannelInboundHandlerAdapter handler) throws Exception {
        server = new ServerBootstrap()
                .group(loops.group)
                .channel(kind.server)
                .childOption(ChannelOption.AUTO_READ, autoRead)
                .childOption(ChannelOption.WRITE_SPIN_COUNT, 1)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        peer = new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) server.localAddress()).getPort());
        peer.setSoTimeout(10_000);
        if (handler instanceof Recorder) {
            Channel channel = accepted.poll(10, TimeUnit.SECONDS);
            assertThat(channel).isNotNull();
            return channel;
        }
        return server;
    }

    /** Writes down what it is told, if it is told on the right thread. */
    private final class Recorder extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRegistered(ChannelHandlerContext context) {
            record(context, "registered");
        }

        @Override
        public void channelUnregistered(ChannelHandlerContext context) {
            record(context, "unregistered");
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            record(context, "active");
            accepted.add(context.channel());
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            record(context, "inactive");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            received.addAndGet(((ByteBuf) message).readableBytes());
            ReferenceCountUtil.release(message);
        }

        private void record(ChannelHandlerContext context, String event) {
            lifecycle.add(context.executor().inEventLoop() ? event : event + " on a foreign thread");
        }
    }

    /** Sends back what it reads, and moves to another loop each time it has read so many bytes more. */
    private final class MovingEcho extends ChannelInboundHandlerAdapter {

        final AtomicInteger moves = new AtomicInteger();
        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private final int every;
        private int sinceMove;
        private boolean moving;

        MovingEcho(int every) {
            this.every = every;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!context.channel().eventLoop().inEventLoop()) {
                failures.add(new IllegalStateException("read on a foreign thread"));
            }
            sinceMove += ((ByteBuf) message).readableBytes();
            context.writeAndFlush(message);
            if (sinceMove >= every && !moving) {
                moving = true;
                sinceMove = 0;
                Takeover.move(context.channel(), another(context.channel().eventLoop()), cause -> {
                    moving = false;
                    moves.incrementAndGet();
                    if (cause != null) {
                        failures.add(cause);
                    }
                });
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failures.add(cause);
        }
    }
}
