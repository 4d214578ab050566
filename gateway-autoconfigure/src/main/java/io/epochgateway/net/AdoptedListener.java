package io.epochgateway.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.SocketAddress.Abstract;
import io.epochgateway.definition.SocketAddress.Inherited;
import io.epochgateway.definition.SocketAddress.Service;
import io.epochgateway.definition.SocketAddress.Srv;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.definition.SocketAddress.Unix;
import io.epochgateway.epoll.Fcntl;
import io.epochgateway.epoll.UnixAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A socket that listens before Netty knows of it: a UNIX socket, whose file is to appear only when all is ready, or one
 * that the parent process opened. One loop accepts for all. Any thread.
 */
final class AdoptedListener implements Listener {

    private final Channel channel;
    private final SocketAddress address;
    private final @Nullable SocketFile file;

    private AdoptedListener(Channel channel, SocketAddress address, @Nullable SocketFile file) {
        this.channel = channel;
        this.address = address;
        this.file = file;
    }

    static AdoptedListener bind(
            String proxy,
            BindDefinition bind,
            Admission admission,
            GatewayLoopResources resources,
            Function<Channel, ChannelHandler> connections) {
        try {
            if (!resources.transport().name().equals("epoll")) {
                throw new IOException("only Netty's epoll transport can do that");
            }
            Listening socket = listen(bind);
            AcceptGate gate = new AcceptGate(proxy, admission.limits());
            Channel channel = adopt(socket, gate, resources, connections);
            return new AdoptedListener(channel, socket.address, socket.file);
        } catch (IOException | RuntimeException e) {
            throw BindFailedException.of(bind, e);
        }
    }

    /** A socket that listens. */
    private record Listening(
            Socket socket, SocketAddress address, @Nullable SocketFile file) {}

    private static Listening listen(BindDefinition bind) throws IOException {
        return switch (bind.address()) {
            case Unix unix -> unix(unix, bind.options());
            case Abstract name -> {
                DomainSocketAddress address = new DomainSocketAddress(name.path());
                Socket socket = Socket.newSocketDomain();
                closingOnFailure(socket, () -> {
                    UnixAddress.bind(socket.intValue(), name.path().getBytes(UTF_8));
                    listen(socket, bind.options());
                });
                yield new Listening(socket, address, null);
            }
            case Inherited inherited -> inherited(inherited.fd());
            case Tcp tcp -> throw new IOException(tcp.text());
            case Srv srv -> throw new IOException(srv.text());
            case Service service -> throw new IOException(service.text());
        };
    }

    private static Listening unix(Unix unix, BindOptions options) throws IOException {
        Socket socket = Socket.newSocketDomain();
        SocketFile[] file = new SocketFile[1];
        closingOnFailure(
                socket,
                () -> file[0] = SocketFile.create(unix.path(), options.file(), path -> {
                    socket.bind(new DomainSocketAddress(path.toString()));
                    listen(socket, options);
                }));
        return new Listening(socket, new DomainSocketAddress(unix.path()), file[0]);
    }

    private static void listen(Socket socket, BindOptions options) throws IOException {
        socket.listen(options.backlog() > 0 ? options.backlog() : NetUtil.SOMAXCONN);
    }

    private static Listening inherited(int fd) throws IOException {
        Socket socket = new Socket(fd);
        boolean listens;
        try {
            listens = socket.getIntOpt(LinuxOption.SOL_SOCKET, LinuxOption.SO_ACCEPTCONN) != 0;
        } catch (IOException noSocket) {
            throw new IOException("the parent process left no socket there", noSocket);
        }
        if (!listens) {
            throw new IOException("the socket there doesn't listen");
        }
        // accepting must not block the loop, whatever the parent had in mind
        Fcntl.setNonBlocking(fd);
        SocketAddress address = isUnix(socket) ? socket.localDomainSocketAddress() : socket.localAddress();
        return new Listening(socket, address, null);
    }

    private static boolean isUnix(Socket socket) throws IOException {
        return socket.getIntOpt(LinuxOption.SOL_SOCKET, LinuxOption.SO_DOMAIN) == LinuxOption.AF_UNIX;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void closingOnFailure(Socket socket, Step step) throws IOException {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Channel adopt(
            Listening listening,
            AcceptGate gate,
            GatewayLoopResources resources,
            Function<Channel, ChannelHandler> connections) {
        int fd = listening.socket.intValue();
        ServerBootstrap bootstrap = new ServerBootstrap().group(resources.onServer(true));
        if (listening.address instanceof DomainSocketAddress) {
            bootstrap.channelFactory(() -> new EpollServerDomainSocketChannel(fd, true));
        } else {
            bootstrap.channelFactory(() -> new EpollServerSocketChannel(fd));
        }
        return Accepting.configure(bootstrap, connections)
                .handler(gate)
                .register()
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        if (file != null) {
            file.delete();
        }
    }
}
