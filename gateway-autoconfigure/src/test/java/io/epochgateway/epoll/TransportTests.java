package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of channel of Netty's epoll package carries its bytes. */
class TransportTests {

    private static final SocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Loops loops = Loops.generational(2);

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void tcpEchoesWhatItGets() throws Exception {
        echoes(EpollServerSocketChannel.class, EpollSocketChannel.class, ANY_PORT);
    }

    @Test
    void unixStreamsEchoWhatTheyGet(@TempDir Path directory) throws Exception {
        SocketAddress address = new DomainSocketAddress(directory.resolve("s").toFile());
        echoes(EpollServerDomainSocketChannel.class, EpollDomainSocketChannel.class, address);
    }

    @Test
    void manySmallBuffersGoInOneWrite() throws Exception {
        int buffers = 2_000;
        Collector collector = new Collector(buffers);
        Channel client = connect(EpollSocketChannel.class, listen(EpollServerSocketChannel.class, ANY_PORT), collector);
        for (int value = 0; value < buffers; value++) {
            client.write(Unpooled.directBuffer(1).writeByte(value));
        }
        client.flush();
        byte[] echoed = collector.all.get(10, TimeUnit.SECONDS);
        for (int value = 0; value < buffers; value++) {
            assertThat(echoed[value]).isEqualTo((byte) value);
        }
    }

    @Test
    void aFileRegionArrivesWhole(@TempDir Path directory) throws Exception {
        byte[] content = random(3 << 20);
        Path file = Files.write(directory.resolve("f"), content);
        Collector collector = new Collector(content.length);
        Channel client = connect(EpollSocketChannel.class, listen(EpollServerSocketChannel.class, ANY_PORT), collector);
        client.writeAndFlush(new DefaultFileRegion(file.toFile(), 0, content.length))
                .sync();
        assertThat(collector.all.get(10, TimeUnit.SECONDS)).isEqualTo(content);
    }

    @Test
    void datagramsAreAnswered() throws Exception {
        Channel server = datagrams(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                DatagramPacket packet = (DatagramPacket) message;
                context.writeAndFlush(new DatagramPacket(packet.content(), packet.sender()));
            }
        });
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        Channel client = datagrams(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                DatagramPacket packet = (DatagramPacket) message;
                answers.add(packet.content().toString(StandardCharsets.US_ASCII));
                packet.release();
            }
        });
        for (String question : new String[] {"one", "two"}) {
            ByteBuf content = Unpooled.copiedBuffer(question, StandardCharsets.US_ASCII);
            client.writeAndFlush(new DatagramPacket(content, (InetSocketAddress) server.localAddress()));
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(question);
        }
    }

    @Test
    void aLingeringCloseOnAnotherThreadLosesNoByte() throws Exception {
        Collector collector = new Collector(1 << 20);
        Channel server = new ServerBootstrap()
                .group(loops.group)
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.SO_LINGER, 5)
                .childHandler(new Greeter(1 << 20))
                .bind(ANY_PORT)
                .sync()
                .channel();
        Channel client = connect(EpollSocketChannel.class, server.localAddress(), collector);
        assertThat(collector.all.get(10, TimeUnit.SECONDS)).hasSize(1 << 20);
        assertThat(client.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void severalLoopsListenOnOnePort() throws Exception {
        ServerBootstrap listeners = new ServerBootstrap()
                .group(loops.group)
                .channel(EpollServerSocketChannel.class)
                .option(EpollChannelOption.SO_REUSEPORT, true)
                .childHandler(new Echo());
        SocketAddress address = listeners.bind(ANY_PORT).sync().channel().localAddress();
        listeners.bind(address).sync();
        for (int connection = 0; connection < 20; connection++) {
            Collector collector = new Collector(1);
            Channel client = connect(EpollSocketChannel.class, address, collector);
            client.writeAndFlush(Unpooled.directBuffer(1).writeByte(connection));
            assertThat(collector.all.get(10, TimeUnit.SECONDS)).containsExactly(connection);
            client.close().sync();
        }
    }

    @Test
    void unixDatagramsArrive(@TempDir Path directory) throws Exception {
        SocketAddress address = new DomainSocketAddress(directory.resolve("d").toFile());
        CompletableFuture<String> arrived = new CompletableFuture<>();
        unixDatagrams(address, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                DomainDatagramPacket packet = (DomainDatagramPacket) message;
                arrived.complete(packet.content().toString(StandardCharsets.US_ASCII));
                packet.release();
            }
        });
        Channel client = unixDatagrams(
                new DomainSocketAddress(directory.resolve("c").toFile()), new ChannelInboundHandlerAdapter());
        ByteBuf content = Unpooled.copiedBuffer("one", StandardCharsets.US_ASCII);
        client.writeAndFlush(new DomainDatagramPacket(content, (DomainSocketAddress) address));
        assertThat(arrived.get(10, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void aFdFromElsewhereIsCarriedLikeOnesOwn() throws Exception {
        InetSocketAddress address = (InetSocketAddress) listen(EpollServerSocketChannel.class, ANY_PORT);
        Socket connected = Socket.newSocketStream();
        connected.connect(address);
        await().until(connected::finishConnect);
        Collector collector = new Collector(1);
        EpollSocketChannel adopted = new EpollSocketChannel(connected.intValue());
        adopted.pipeline().addLast(collector);
        loops.next().register(adopted).sync();
        adopted.writeAndFlush(Unpooled.directBuffer(1).writeByte(7)).sync();
        assertThat(collector.all.get(10, TimeUnit.SECONDS)).containsExactly(7);
        adopted.close().sync();
    }

    private Channel unixDatagrams(SocketAddress address, ChannelInboundHandlerAdapter handler) throws Exception {
        return new Bootstrap()
                .group(loops.group)
                .channel(EpollDomainDatagramChannel.class)
                .handler(handler)
                .bind(address)
                .sync()
                .channel();
    }

    private void echoes(Class<? extends ServerChannel> server, Class<? extends Channel> client, SocketAddress address)
            throws Exception {
        byte[] content = random(4 << 20);
        Collector collector = new Collector(content.length);
        connect(client, listen(server, address), collector).writeAndFlush(Unpooled.wrappedBuffer(content));
        assertThat(collector.all.get(20, TimeUnit.SECONDS)).isEqualTo(content);
    }

    private SocketAddress listen(Class<? extends ServerChannel> type, SocketAddress address) throws Exception {
        return new ServerBootstrap()
                .group(loops.group)
                .channel(type)
                .childHandler(new Echo())
                .bind(address)
                .sync()
                .channel()
                .localAddress();
    }

    private Channel connect(Class<? extends Channel> type, SocketAddress address, Collector collector)
            throws Exception {
        return new Bootstrap()
                .group(loops.group)
                .channel(type)
                .handler(collector)
                .connect(address)
                .sync()
                .channel();
    }

    private Channel datagrams(ChannelInboundHandlerAdapter handler) throws Exception {
        return new Bootstrap()
                .group(loops.group)
                .channel(EpollDatagramChannel.class)
                .handler(handler)
                .bind(ANY_PORT)
                .sync()
                .channel();
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(11).nextBytes(content);
        return content;
    }

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    /** Sends zeroes and closes. */
    @Sharable
    private static final class Greeter extends ChannelInboundHandlerAdapter {

        private final int size;

        Greeter(int size) {
            this.size = size;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.directBuffer(size).writeZero(size)).addListener(done -> context.close());
        }
    }

    /** Completes when so many bytes have come. */
    private static final class Collector extends ChannelInboundHandlerAdapter {

        final CompletableFuture<byte[]> all = new CompletableFuture<>();
        private final byte[] bytes;
        private int length;

        Collector(int size) {
            bytes = new byte[size];
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf content = (ByteBuf) message;
            int more = content.readableBytes();
            content.readBytes(bytes, length, more).release();
            length += more;
            if (length == bytes.length) {
                all.complete(bytes);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            all.completeExceptionally(cause);
        }
    }
}
