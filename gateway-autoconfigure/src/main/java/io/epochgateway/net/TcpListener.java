package io.epochgateway.net;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.BindOptions.V6;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/**
 * An IP address and port that is listened on: a socket for each loop ({@code SO_REUSEPORT}) unless the bind wants fewer,
 * so a connection lives on the loop that accepted it. Any thread.
 */
final class TcpListener implements Listener {

    /** Makes a channel writable only while nothing waits to be written. */
    static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    /** How long the kernel holds back a connection that sends nothing, in seconds; HAProxy's value. */
    private static final int DEFER_ACCEPT_SECONDS = 60;
    /** How long the kernel may take. */
    private static final Duration BINDING = Duration.ofSeconds(45);

    private final InetSocketAddress address;
    private final List<DisposableServer> shards;

    private TcpListener(InetSocketAddress address, List<DisposableServer> shards) {
        this.address = address;
        this.shards = List.copyOf(shards);
    }

    static TcpListener bind(
            String proxy,
            BindDefinition bind,
            Tcp where,
            Admission admission,
            GatewayLoopResources resources,
            Function<Channel, ChannelHandler> connections) {
        List<DisposableServer> shards = new ArrayList<>();
        try {
            InetSocketAddress address = new InetSocketAddress(Resolution.host(where), where.port());
            refuseUnknownDevice(bind.options());
            boolean epoll = resources.transport().name().equals("epoll");
            int loops = resources.loops().size();
            int wanted = bind.options().shards() == 0
                    ? loops
                    : Math.min(bind.options().shards(), loops);
            for (int i = 0; i < (epoll ? wanted : 1); i++) {
                InetSocketAddress at = address;
                TcpServer server = Accepting.configure(TcpServer.create(), connections)
                        .option(ChannelOption.SO_BACKLOG, admission.backlog())
                        .bindAddress(() -> at)
                        .runOn(epoll ? resources.accepting(i, wanted < loops, family(at)) : resources);
                shards.add(bound(
                        epoll ? options(server, bind.options(), family(at)) : server,
                        new AcceptGate(proxy, admission.limits())));
                // port 0: the first socket's port is everybody's
                address = (InetSocketAddress) shards.getFirst().address();
            }
            return new TcpListener(address, shards);
        } catch (IOException | RuntimeException e) {
            shards.forEach(DisposableServer::disposeNow);
            throw BindFailedException.of(bind, e);
        }
    }

    private static SocketProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    private static void refuseUnknownDevice(BindOptions options) throws IOException {
        if (options.device() != null && NetworkInterface.getByName(options.device()) == null) {
            throw new IOException("there is no network device '" + options.device() + "'");
        }
    }

    private static TcpServer options(TcpServer plain, BindOptions options, SocketProtocolFamily family) {
        TcpServer server = plain.option(UnixChannelOption.SO_REUSEPORT, true);
        if (options.v6() != V6.SYSTEM && family == SocketProtocolFamily.INET6) {
            server = server.option(LinuxOption.IPV6_V6ONLY, options.v6() == V6.V6ONLY ? 1 : 0);
        }
        if (options.device() != null) {
            LinuxOption.BindToDevice device = LinuxOption.BindToDevice.of(options.device());
            server = server.option(device.option(), device.value());
        }
        if (options.backlog() > 0) {
            server = server.option(ChannelOption.SO_BACKLOG, options.backlog());
        }
        if (options.mss() > 0) {
            server = server.option(LinuxOption.TCP_MAXSEG, options.mss());
        }
        if (options.tfo()) {
            server = server.option(
                    ChannelOption.TCP_FASTOPEN, options.backlog() > 0 ? options.backlog() : NetUtil.SOMAXCONN);
        }
        if (options.deferAccept()) {
            server = server.option(EpollChannelOption.TCP_DEFER_ACCEPT, DEFER_ACCEPT_SECONDS);
        }
        int userTimeout = (int) options.tcpUserTimeout().toMillis();
        return userTimeout > 0 ? server.childOption(EpollChannelOption.TCP_USER_TIMEOUT, userTimeout) : server;
    }

    /** The gate is there before the first connection can be: this is told on the loop, and reading begins in a later task. */
    private static DisposableServer bound(TcpServer server, AcceptGate gate) {
        return Objects.requireNonNull(
                server.bind()
                        .doOnNext(shard -> shard.channel().pipeline().addFirst(gate))
                        .block(BINDING),
                "aborted");
    }

    /** Another process of the same user would silently share the port with SO_REUSEPORT: a plain bind finds it. */
    static void refuseIfTaken(BindDefinition bind, Tcp where) {
        if (bind.options().v6() == V6.V6ONLY || bind.options().device() != null) {
            // a plain bind would find more than that
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(Resolution.host(where), where.port()));
        } catch (IOException e) {
            throw BindFailedException.of(bind, e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        shards.forEach(shard -> shard.channel().close());
        shards.forEach(shard -> shard.channel().closeFuture().awaitUninterruptibly());
    }
}
