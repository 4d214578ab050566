package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two connections, X and Y, of one loop get ready in one batch, X first; the handler of X closes Y and may open Z with
 * Y's fd number, which then waits for a peer that doesn't answer. The report on Y is still in the batch.
 */
final class Collision implements AutoCloseable {

    /** What the peer of Y does to make it ready. */
    enum Event {
        DATA,
        FIN,
        RST
    }

    private static final byte[] ONE_BYTE = {1};
    private static final int ATTEMPTS = 200;

    final EventLoop loop;
    private final Loops loops;
    private final Channel listener;
    private final BlockingQueue<Channel> arrivals = new LinkedBlockingQueue<>();
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final List<String> seenByZ = new CopyOnWriteArrayList<>();
    private @Nullable EpollSocketChannel z;
    private @Nullable ChannelFuture connecting;
    private @Nullable Runnable script;

    Collision(IoHandlerFactory factory) throws Exception {
        loops = new Loops(1, factory);
        loop = loops.next();
        listener = new ServerBootstrap()
                .group(loops.group)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Accepted());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        fillTheBacklogOfTheSilentPeer();
    }

    /** Lets it happen, with the given part for X's handler, and returns when the batch and its tasks are through. */
    void happen(Event event, PartOfX part) throws Exception {
        Socket peerOfX = connect();
        Channel x = arrival();
        Socket peerOfY = connect();
        Channel y = arrival();
        Loops.turn(loop);
        script = () -> part.play(y);
        int fdOfX = fd(x);
        int fdOfY = fd(y);
        CountDownLatch go = Loops.park(loop);
        try {
            send(peerOfX);
            Readiness.await(fdOfX, EpollEvents.IN);
            Readiness.await(fdOfY, provoke(event, peerOfY));
        } finally {
            go.countDown();
        }
        Loops.turn(loop);
        assertThat(y.isOpen()).as("the handler of X has closed Y").isFalse();
    }

    @FunctionalInterface
    interface PartOfX {
        void play(Channel y);
    }

    /** Closes Y, opens Z with its number on the given loop, and lets it connect to the silent peer. */
    void replace(Channel y, EventLoop owner) {
        int number = fd(y);
        y.close();
        List<EpollSocketChannel> others = new ArrayList<>();
        EpollSocketChannel opened = new EpollSocketChannel();
        while (fd(opened) != number && others.size() < ATTEMPTS) {
            others.add(opened);
            opened = new EpollSocketChannel();
        }
        others.forEach(other -> other.unsafe().closeForcibly());
        assertThat(fd(opened)).as("a socket with the number of Y").isEqualTo(number);
        opened.pipeline().addLast(new Witness(seenByZ));
        owner.register(opened).syncUninterruptibly();
        connecting = opened.connect(silent.getLocalSocketAddress());
        z = opened;
    }

    EpollSocketChannel z() {
        return assertNotNull(z);
    }

    ChannelFuture connecting() {
        return assertNotNull(connecting);
    }

    /** Everything that Z's handler was told since its registration. */
    List<String> seenByZ() {
        return seenByZ;
    }

    /** The silent peer answers now; the kernel tries again after a second at most. */
    void peerOfZAnswers() throws IOException {
        silent.setSoTimeout(5000);
        SocketAddress local = z().localAddress();
        Socket socket;
        do {
            socket = silent.accept();
            sockets.add(socket);
        } while (!local.equals(socket.getRemoteSocketAddress()));
    }

    @Override
    public void close() throws IOException {
        accepted.close().syncUninterruptibly();
        listener.close().syncUninterruptibly();
        if (z != null) {
            z.close().syncUninterruptibly();
        }
        loops.close();
        silent.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    static int fd(Channel channel) {
        return ((UnixChannel) channel).fd().intValue();
    }

    /** What {@link Readiness} must see then. */
    private static int provoke(Event event, Socket peer) throws IOException {
        return switch (event) {
            case DATA -> {
                send(peer);
                yield EpollEvents.IN;
            }
            case FIN -> {
                peer.shutdownOutput();
                yield EpollEvents.RDHUP;
            }
            case RST -> {
                peer.setSoLinger(true, 0);
                peer.close();
                yield EpollEvents.ERR | EpollEvents.HUP;
            }
        };
    }

    private static void send(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ONE_BYTE);
        out.flush();
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        sockets.add(socket);
        return socket;
    }

    private Channel arrival() throws InterruptedException {
        return assertNotNull(arrivals.poll(10, TimeUnit.SECONDS));
    }

    private void fillTheBacklogOfTheSilentPeer() throws IOException {
        boolean room = true;
        while (room) {
            Socket socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(silent.getLocalSocketAddress(), 100);
            } catch (IOException full) {
                room = false;
            }
        }
    }

    private static <T> T assertNotNull(@Nullable T value) {
        assertThat(value).isNotNull();
        return value;
    }

    /** X's handler plays its part with the first byte. */
    private final class Accepted extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            accepted.add(context.channel());
            arrivals.add(context.channel());
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            Runnable part = script;
            script = null;
            if (part != null) {
                part.run();
            }
        }
    }

    /** Writes down what a channel is told about its connection. */
    private static final class Witness extends ChannelInboundHandlerAdapter {

        private final List<String> seen;

        Witness(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            seen.add("active");
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            seen.add("inactive");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            seen.add("read");
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            seen.add("read complete");
            context.fireChannelReadComplete();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            seen.add(event.toString());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            seen.add(cause.toString());
        }
    }
}
