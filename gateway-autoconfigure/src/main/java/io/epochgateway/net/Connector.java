package io.epochgateway.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.SourceAddress;
import io.epochgateway.epoll.NetworkNamespace;
import io.epochgateway.epoll.UnixAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.ClientTransportConfig;
import reactor.netty.transport.TransportConnector;

/** Opens connections to servers, each on the loop that needs it. */
public final class Connector {

    private final TcpClient client;
    private final ClientTransportConfig<?> config;
    private final boolean epoll;
    private final @Nullable SourcePorts ports;
    private final SocketOptions sockets;
    private final Namespaces namespaces;
    private final @Nullable NetworkNamespace namespace;

    /** For servers that say nothing about their connections. */
    public Connector(GatewayLoopResources loops) {
        this(
                TcpClient.create(ConnectionProvider.newConnection())
                        .runOn(loops)
                        // Netty's channels begin with it: another call for each would be wasted
                        .option(ChannelOption.TCP_NODELAY, null)
                        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        // a server that takes no more may have answered
                        .option(ChannelOption.AUTO_CLOSE, false)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBufferAllocator.INSTANCE)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, TcpListener.NOTHING_WAITS)
                        // the stream's own timer owns this wait
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0),
                loops.transport().name().equals("epoll"),
                null,
                SocketOptions.NONE,
                new Namespaces(loops.transport().name().equals("epoll")),
                null);
    }

    private Connector(
            TcpClient client,
            boolean epoll,
            @Nullable SourcePorts ports,
            SocketOptions sockets,
            Namespaces namespaces,
            @Nullable NetworkNamespace namespace) {
        this.client = client;
        this.config = client.configuration();
        this.epoll = epoll;
        this.ports = ports;
        this.sockets = sockets;
        this.namespaces = namespaces;
        this.namespace = namespace;
    }

    /**
     * Gets ready for {@link #with}.
     *
     * @throws DefinitionException if the server's network namespace can't be used
     */
    public void prepare(ServerDefinition server) {
        namespaces.open(server);
    }

    /** For servers of which that is said. Any thread. */
    public Connector with(ConnectOptions options) {
        if (options.equals(ConnectOptions.NONE)) {
            return this;
        }
        TcpClient told = epoll ? sockets(options) : client;
        NetworkNamespace where = options.namespace() == null ? null : namespaces.get(options.namespace());
        SourceAddress source = options.source();
        SourcePorts from = source != null && source.firstPort() > 0 ? new SourcePorts(source) : null;
        if (source != null && from == null) {
            told = told.bindAddress(() -> new InetSocketAddress(source.host(), 0));
        }
        return new Connector(told, epoll, from, sockets, namespaces, where);
    }

    private TcpClient sockets(ConnectOptions options) {
        TcpClient told = client;
        SourceAddress source = options.source();
        if (source != null) {
            // the port is found with the connection: the same one may go to several servers
            told = source.firstPort() == 0
                    ? told.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                    : told.option(ChannelOption.SO_REUSEADDR, true);
        }
        if (options.device() != null) {
            LinuxOption.BindToDevice device = LinuxOption.BindToDevice.of(options.device());
            told = told.option(device.option(), device.value());
        }
        int userTimeout = (int) options.tcpUserTimeout().toMillis();
        return userTimeout > 0 ? told.option(EpollChannelOption.TCP_USER_TIMEOUT, userTimeout) : told;
    }

    /** One whose connections the kernel treats like that. */
    public Connector tuned(SocketOptions wanted) {
        return new Connector(client, epoll, ports, wanted, namespaces, namespace);
    }

    /**
     * Begins to connect. On success the handler's {@code channelActive} is called, else {@code failed}; both on the
     * loop and after this has returned. Event loop only.
     */
    public void connect(
            GatewayLoop loop, SocketAddress address, ChannelHandler connection, Consumer<Throwable> failed) {
        if (address instanceof DomainSocketAddress unix && unix.path().startsWith("\0")) {
            make(Socket::newSocketDomain, loop, made -> connectAbstract(made, loop, unix, connection, failed), failed);
            return;
        }
        if (namespace != null && address instanceof InetSocketAddress) {
            make(EpollSocketChannel::new, loop, made -> connectMade(made, loop, address, connection, failed), failed);
            return;
        }
        TransportConnector.connect(
                        config,
                        address,
                        DefaultAddressResolverGroup.INSTANCE,
                        new Initializer(connection, ports, sockets),
                        loop.eventLoop())
                .subscribe(connected -> {}, failure -> loop.eventLoop().execute(() -> failed.accept(failure)));
    }

    /** A socket is of the network namespace of the thread that makes it; from then on it is as any other. */
    private <T> void make(Supplier<T> socket, GatewayLoop loop, Consumer<T> made, Consumer<Throwable> failed) {
        if (namespace == null) {
            loop.eventLoop().execute(() -> made.accept(socket.get()));
            return;
        }
        namespace
                .submit(socket::get)
                .whenComplete((done, failure) -> loop.eventLoop().execute(() -> {
                    if (failure == null) {
                        made.accept(done);
                    } else {
                        failed.accept(failure);
                    }
                }));
    }

    private void connectMade(
            Channel channel,
            GatewayLoop loop,
            SocketAddress address,
            ChannelHandler connection,
            Consumer<Throwable> failed) {
        for (Map.Entry<ChannelOption<?>, ?> option : config.options().entrySet()) {
            channel.config().setOption(wild(option.getKey()), option.getValue());
        }
        channel.pipeline().addLast(new Initializer(connection, ports, sockets));
        SocketAddress source =
                config.bindAddress() == null ? null : config.bindAddress().get();
        loop.eventLoop()
                .register(channel)
                .addListener(registered -> channel.connect(address, source).addListener(connected -> {
                    if (!connected.isSuccess()) {
                        channel.close();
                        failed.accept(connected.cause());
                    }
                }));
    }

    @SuppressWarnings("unchecked") // the map pairs each option with a value of its type
    private static ChannelOption<Object> wild(ChannelOption<?> option) {
        return (ChannelOption<Object>) option;
    }

    /** No connection can be made in a network namespace any more. Any thread. */
    public void close() {
        namespaces.close();
    }

    /** Netty has no words for such an address, so the socket is connected before Netty sees it. */
    private static void connectAbstract(
            Socket socket,
            GatewayLoop loop,
            DomainSocketAddress address,
            ChannelHandler connection,
            Consumer<Throwable> failed) {
        try {
            UnixAddress.connect(socket.intValue(), address.path().getBytes(UTF_8));
        } catch (IOException refused) {
            closeQuietly(socket);
            failed.accept(refused);
            return;
        }
        EpollDomainSocketChannel channel = new EpollDomainSocketChannel(socket.intValue());
        channel.config()
                .setAutoRead(false)
                .setAutoClose(false)
                .setAllowHalfClosure(true)
                .setRecvByteBufAllocator(ReceiveBufferAllocator.INSTANCE)
                .setWriteBufferWaterMark(TcpListener.NOTHING_WAITS);
        channel.pipeline().addLast(new Initializer(connection, null, SocketOptions.NONE));
        loop.eventLoop().register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                channel.unsafe().closeForcibly();
                failed.accept(registered.cause());
            }
        });
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException released) {
            // close(2) has released the number all the same
        }
    }

    private static final class Initializer extends ChannelInitializer<Channel> {

        private final ChannelHandler connection;
        private final @Nullable SourcePorts ports;
        private final SocketOptions sockets;

        Initializer(ChannelHandler connection, @Nullable SourcePorts ports, SocketOptions sockets) {
            this.connection = connection;
            this.ports = ports;
            this.sockets = sockets;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (ports != null) {
                channel.pipeline().addLast(ports);
            }
            SocketTuning.apply(sockets, channel);
            channel.pipeline().addLast(connection);
        }
    }
}
