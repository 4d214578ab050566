package io.epochgateway.epoll.netty;

import io.epochgateway.epoll.GenerationEpollFactory;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.testsuite.transport.socket.SocketTestPermutation;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which sockets meet in the suite: those of our handler with each other and with Netty's NIO. Run with
 * {@code -Dsuite.handler=netty} the same cases go to Netty's own epoll handler, to tell whose a failure is.
 */
final class SuiteSockets extends SocketTestPermutation implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(4, new DefaultThreadFactory("suite", true), handlers());

    static IoHandlerFactory handlers() {
        return "netty".equals(System.getProperty("suite.handler"))
                ? EpollIoHandler.newFactory()
                : new GenerationEpollFactory();
    }

    @Override
    public List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> socket() {
        List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> pairs =
                new ArrayList<>(combo(serverSocket(), clientSocketWithFastOpen()));
        pairs.addAll(combo(serverSocket(), List.of(this::nioClient)));
        pairs.addAll(combo(List.of(this::nioServer), clientSocket()));
        return pairs;
    }

    /** Without the partners of another transport, for cases about one's own. */
    List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> ownSockets() {
        return combo(serverSocket(), clientSocket());
    }

    @Override
    public List<BootstrapFactory<ServerBootstrap>> serverSocket() {
        return List.of(() -> new ServerBootstrap().group(loops).channel(EpollServerSocketChannel.class));
    }

    @Override
    public List<BootstrapFactory<Bootstrap>> clientSocket() {
        return List.of(this::client);
    }

    @Override
    public List<BootstrapFactory<Bootstrap>> clientSocketWithFastOpen() {
        return Epoll.isTcpFastOpenClientSideAvailable()
                ? List.of(this::client, () -> client().option(ChannelOption.TCP_FASTOPEN_CONNECT, true))
                : clientSocket();
    }

    @Override
    public List<BootstrapFactory<Bootstrap>> datagramSocket() {
        return List.of(() -> new Bootstrap().group(loops).channel(EpollDatagramChannel.class));
    }

    @Override
    public List<BootstrapComboFactory<Bootstrap, Bootstrap>> datagram(SocketProtocolFamily family) {
        BootstrapFactory<Bootstrap> own =
                () -> new Bootstrap().group(loops).channelFactory(() -> new EpollDatagramChannel(family));
        BootstrapFactory<Bootstrap> nio =
                () -> new Bootstrap().group(NIO_GROUP).channelFactory(() -> new NioDatagramChannel(family));
        List<BootstrapComboFactory<Bootstrap, Bootstrap>> pairs =
                new ArrayList<>(combo(List.of(own), List.of(own, nio)));
        pairs.addAll(combo(List.of(nio), List.of(own)));
        return pairs;
    }

    List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> unixSocket() {
        return combo(
                unixServerSocket(),
                List.of(() -> new Bootstrap().group(loops).channel(EpollDomainSocketChannel.class)));
    }

    List<BootstrapFactory<ServerBootstrap>> unixServerSocket() {
        return List.of(() -> new ServerBootstrap().group(loops).channel(EpollServerDomainSocketChannel.class));
    }

    private Bootstrap client() {
        return new Bootstrap().group(loops).channel(EpollSocketChannel.class);
    }

    private Bootstrap nioClient() {
        return new Bootstrap().group(NIO_GROUP).channel(NioSocketChannel.class);
    }

    private ServerBootstrap nioServer() {
        return new ServerBootstrap().group(NIO_GROUP).channel(NioServerSocketChannel.class);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
