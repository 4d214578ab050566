package io.epochgateway.net;

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

    public Connector(GatewayLoopResources loops) {
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
                        new Initializer(connection),
                        loop.eventLoop())
                .subscribe(connected -> {}, failure -> loop.eventLoop().execute(() -> failed.accept(failure)));
    }

    private static final class Initializer extends ChannelInitializer<Channel> {

        private final ChannelHandler connection;

        Initializer(ChannelHandler connection) {
            this.connection = connection;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(connection);
        }
    }
}
