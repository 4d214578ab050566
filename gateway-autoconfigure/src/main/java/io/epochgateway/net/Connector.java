package io.epochgateway.net;

import io.epochgateway.definition.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.ClientTransportConfig;
import reactor.netty.transport.TransportConnector;

/** Opens connections to servers, each on the loop that needs it. */
public final class Connector {

    private final ClientTransportConfig<?> config;
    private final SocketOptions sockets;

    public Connector(GatewayLoopResources loops) {
        this.sockets = SocketOptions.NONE;
        this.config = TcpClient.create(ConnectionProvider.newConnection())
                .runOn(loops)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // a server that takes no more may have answered
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBufferAllocator.INSTANCE)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, TcpListener.NOTHING_WAITS)
                // the stream's own timer owns this wait
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .configuration();
    }

    private Connector(ClientTransportConfig<?> config, SocketOptions sockets) {
        this.config = config;
        this.sockets = sockets;
    }

    /** One whose connections the kernel treats like that. */
    public Connector tuned(SocketOptions wanted) {
        return new Connector(config, wanted);
    }

    /**
     * Begins to connect. On success the handler's {@code channelActive} is called, else {@code failed}; both on the
     * loop and after this has returned. Event loop only.
     */
    public void connect(
            GatewayLoop loop, InetSocketAddress address, ChannelHandler connection, Consumer<Throwable> failed) {
        TransportConnector.connect(
                        config,
                        address,
                        DefaultAddressResolverGroup.INSTANCE,
                        new Initializer(connection, sockets),
                        loop.eventLoop())
                .subscribe(connected -> {}, failure -> loop.eventLoop().execute(() -> failed.accept(failure)));
    }

    private static final class Initializer extends ChannelInitializer<Channel> {

        private final ChannelHandler connection;
        private final SocketOptions sockets;

        Initializer(ChannelHandler connection, SocketOptions sockets) {
            this.connection = connection;
            this.sockets = sockets;
        }

        @Override
        protected void initChannel(Channel channel) {
            SocketTuning.apply(sockets, channel);
            channel.pipeline().addLast(connection);
        }
    }
}
