package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/**
 * One address that is listened on: a socket for each loop ({@code SO_REUSEPORT}), so a connection lives on the loop that
 * accepted it. Any thread.
 */
public final class TcpListener {

    /** Makes a channel writable only while nothing waits to be written. */
    static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    /** How long the kernel may take. */
    private static final Duration BINDING = Duration.ofSeconds(45);

    private final InetSocketAddress address;
    private final List<DisposableServer> shards;

    private TcpListener(InetSocketAddress address, List<DisposableServer> shards) {
        this.address = address;
        this.shards = List.copyOf(shards);
    }

    /**
     * Binds; afterwards all of its sockets listen, or none.
     *
     * @param proxy the frontend's name
     * @param admission what it lets in
     * @param connections makes the handler of each accepted connection, on its loop; it is the only one in the pipeline
     * @throws BindFailedException if the address can't be listened on
     */
    public static TcpListener bind(
            String proxy,
            BindDefinition bind,
            Admission admission,
            GatewayLoopResources resources,
            Function<Channel, ChannelHandler> connections) {
        List<DisposableServer> shards = new ArrayList<>();
        try {
            InetSocketAddress address = resolve(bind);
            refuseIfTaken(address);
            boolean sharded = resources.transport().name().equals("epoll");
            List<GatewayLoop> loops = resources.loops();
            for (GatewayLoop loop : sharded ? loops : loops.subList(0, 1)) {
                TcpServer server = server(address, admission, connections)
                        .runOn(sharded ? GatewayLoopResources.only(loop) : resources);
                if (sharded) {
                    server = server.option(UnixChannelOption.SO_REUSEPORT, true);
                }
                shards.add(bound(server, new AcceptGate(proxy, admission.limits())));
                // port 0: the first socket's port is everybody's
                address = (InetSocketAddress) shards.getFirst().address();
            }
            return new TcpListener(address, shards);
        } catch (IOException | RuntimeException e) {
            shards.forEach(DisposableServer::disposeNow);
            throw new BindFailedException(bind, reason(e), e);
        }
    }

    /** The gate is there before the first connection can be: this is told on the loop, and reading begins in a later task. */
    private static DisposableServer bound(TcpServer server, AcceptGate gate) {
        return Objects.requireNonNull(
                server.bind()
                        .doOnNext(shard -> shard.channel().pipeline().addFirst(gate))
                        .block(BINDING),
                "aborted");
    }

    private static InetSocketAddress resolve(BindDefinition bind) throws IOException {
        // an empty host is all IPv4 addresses, as in HAProxy
        String host = bind.host().isEmpty() ? "0.0.0.0" : bind.host();
        return new InetSocketAddress(InetAddress.getByName(host), bind.port());
    }

    /** Another process of the same user would silently share the port with SO_REUSEPORT: a plain bind finds it. */
    private static void refuseIfTaken(InetSocketAddress address) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address);
        }
    }

    private static TcpServer server(
            InetSocketAddress address, Admission admission, Function<Channel, ChannelHandler> connections) {
        return TcpServer.create()
                .bindAddress(() -> address)
                .option(ChannelOption.SO_BACKLOG, admission.backlog())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBufferAllocator.INSTANCE)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NOTHING_WAITS)
                .doOnChannelInit((observer, channel, remote) -> add(channel, connections.apply(channel)));
    }

    private static void add(Channel channel, ChannelHandler connection) {
        channel.pipeline().addLast(new BridgeRemover(), connection);
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            cause = deeper;
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Where it listens, with the port that the kernel chose for port 0. */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops listening; accepted connections live on. Waits until the sockets are closed. */
    public void close() {
        shards.forEach(shard -> shard.channel().close());
        shards.forEach(shard -> shard.channel().closeFuture().awaitUninterruptibly());
    }
}
