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
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to servers, each on the loop that needs it: sockets of the address's own family, on Netty's channels
 * without a bootstrap, since all that one would decide is decided before the first connection.
 */
public final class Connector {

    private final boolean epoll;
    private final Map<ChannelOption<?>, Object> options;
    private final @Nullable SourceAddress source;
    private final @Nullable SourcePorts ports;
    private final SocketOptions sockets;
    private final Namespaces namespaces;
    private final @Nullable NetworkNamespace namespace;

    /** For servers that say nothing about their connections. */
    public Connector(GatewayLoopResources loops) {
        this(
                loops.transport().name().equals("epoll"),
                Map.of(),
                null,
                null,
                SocketOptions.NONE,
                new Namespaces(loops.transport().name().equals("epoll")),
                null);
    }

    private Connector(
            boolean epoll,
            Map<ChannelOption<?>, Object> options,
            @Nullable SourceAddress source,
            @Nullable SourcePorts ports,
            SocketOptions sockets,
            Namespaces namespaces,
            @Nullable NetworkNamespace namespace) {
        this.epoll = epoll;
        this.options = options;
        this.source = source;
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
    public Connector with(ConnectOptions wanted) {
        if (wanted.equals(ConnectOptions.NONE)) {
            return this;
        }
        NetworkNamespace where = wanted.namespace() == null ? null : namespaces.get(wanted.namespace());
        SourceAddress from = wanted.source();
        SourcePorts range = from != null && from.firstPort() > 0 ? new SourcePorts(from) : null;
        return new Connector(epoll, epoll ? options(wanted) : options, from, range, sockets, namespaces, where);
    }

    private static Map<ChannelOption<?>, Object> options(ConnectOptions wanted) {
        Map<ChannelOption<?>, Object> told = new HashMap<>();
        SourceAddress source = wanted.source();
        if (source != null) {
            // the port is found with the connection: the same one may go to several servers
            told.put(
                    source.firstPort() == 0 ? EpollChannelOption.IP_BIND_ADDRESS_NO_PORT : ChannelOption.SO_REUSEADDR,
                    true);
        }
        if (wanted.device() != null) {
            LinuxOption.BindToDevice device = LinuxOption.BindToDevice.of(wanted.device());
            told.put(device.option(), device.value());
        }
        int userTimeout = (int) wanted.tcpUserTimeout().toMillis();
        if (userTimeout > 0) {
            told.put(EpollChannelOption.TCP_USER_TIMEOUT, userTimeout);
        }
        return Map.copyOf(told);
    }

    /** One whose connections the kernel treats like that. */
    public Connector tuned(SocketOptions wanted) {
        return new Connector(epoll, options, source, ports, wanted, namespaces, namespace);
    }

    /**
     * Begins to connect. On success the handler's {@code channelActive} is called, else {@code failed}; both on the
     * loop and after this has returned. Event loop only.
     */
    public void connect(
            GatewayLoop loop, SocketAddress address, ChannelHandler connection, Consumer<Throwable> failed) {
        if (address instanceof DomainSocketAddress unix && unix.path().startsWith("\0")) {
            make(Socket::newSocketDomain, loop, made -> connectAbstract(made, loop, unix, connection, failed), failed);
        } else if (namespace != null && address instanceof InetSocketAddress) {
            make(() -> channel(address), loop, made -> connect(made, loop, address, connection, failed), failed);
        } else {
            connect(channel(address), loop, address, connection, failed);
        }
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

    private Channel channel(SocketAddress address) {
        if (!epoll) {
            return new NioSocketChannel();
        }
        if (address instanceof DomainSocketAddress) {
            return new EpollDomainSocketChannel();
        }
        return new EpollSocketChannel(
                address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet4Address
                        ? SocketProtocolFamily.INET
                        : SocketProtocolFamily.INET6);
    }

    private void connect(
            Channel channel,
            GatewayLoop loop,
            SocketAddress address,
            ChannelHandler connection,
            Consumer<Throwable> failed) {
        options.forEach((option, value) -> channel.config().setOption(wild(option), value));
        SocketTuning.apply(sockets, channel);
        register(channel, loop, connection, failed).addListener(registered -> {
            if (registered.isSuccess()) {
                loop.eventLoop().execute(() -> connect(channel, address, failed));
            }
        });
    }

    private void connect(Channel channel, SocketAddress address, Consumer<Throwable> failed) {
        SocketAddress from;
        try {
            from = localAddress(channel);
        } catch (BindException exhausted) {
            channel.close();
            failed.accept(exhausted);
            return;
        }
        channel.connect(address, from).addListener(connected -> {
            if (!connected.isSuccess()) {
                channel.close();
                failed.accept(connected.cause());
            }
        });
    }

    private @Nullable SocketAddress localAddress(Channel channel) throws BindException {
        if (ports != null) {
            return ports.take(channel);
        }
        return source == null ? null : new InetSocketAddress(source.host(), 0);
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
        register(new EpollDomainSocketChannel(socket.intValue()), loop, connection, failed);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException released) {
            // close(2) has released the number all the same
        }
    }

    private static Future<?> register(
            Channel channel, GatewayLoop loop, ChannelHandler connection, Consumer<Throwable> failed) {
        channel.config()
                .setAutoRead(false)
                // a server that takes no more may have answered
                .setAutoClose(false)
                // the stream's own timer owns this wait
                .setConnectTimeoutMillis(0)
                .setRecvByteBufAllocator(ReceiveBufferAllocator.INSTANCE)
                .setWriteBufferWaterMark(TcpListener.NOTHING_WAITS)
                .setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(connection);
        return loop.eventLoop().register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                channel.unsafe().closeForcibly();
                failed.accept(registered.cause());
            }
        });
    }
}
