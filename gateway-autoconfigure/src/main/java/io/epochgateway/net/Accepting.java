package io.epochgateway.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.util.Map;
import java.util.function.Function;
import reactor.netty.tcp.TcpServer;

/** How accepted connections are set up, whoever accepts them. */
final class Accepting {

    private static final Map<ChannelOption<?>, Object> OPTIONS = Map.of(
            ChannelOption.ALLOW_HALF_CLOSURE, true,
            ChannelOption.RECVBUF_ALLOCATOR, ReceiveBufferAllocator.INSTANCE,
            ChannelOption.WRITE_BUFFER_WATER_MARK, TcpListener.NOTHING_WAITS);

    private Accepting() {}

    static TcpServer configure(TcpServer plain, Function<Channel, ChannelHandler> connections) {
        // Netty's channels begin with it: another call for each would be wasted
        TcpServer server = plain.childOption(ChannelOption.TCP_NODELAY, null)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addLast(new BridgeRemover(), connections.apply(channel)));
        for (Map.Entry<ChannelOption<?>, Object> option : OPTIONS.entrySet()) {
            server = server.childOption(wild(option.getKey()), option.getValue());
        }
        return server;
    }

    static ServerBootstrap configure(ServerBootstrap server, Function<Channel, ChannelHandler> connections) {
        OPTIONS.forEach((option, value) -> server.childOption(wild(option), value));
        // nothing is read before the connection's handler asks
        return server.childOption(ChannelOption.AUTO_READ, false).childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(connections.apply(channel));
            }
        });
    }

    @SuppressWarnings("unchecked") // the map pairs each option with a value of its type
    private static ChannelOption<Object> wild(ChannelOption<?> option) {
        return (ChannelOption<Object>) option;
    }
}
