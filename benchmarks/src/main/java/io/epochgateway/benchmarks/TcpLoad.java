package io.epochgateway.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Both ends of a proxy in mode tcp: a server on a port, and clients that come through a proxy. Argument: the server's port.
 * Each line of standard input is a command, and each is answered by a line with one number:
 *
 * <pre>
 * stream &lt;port> &lt;connections> &lt;millis>    bytes that the server's connections brought
 * ping &lt;port> &lt;connections> &lt;millis>      round trips of 64 bytes
 * connect &lt;port> &lt;connections> &lt;millis>   connections that were opened, used for a byte each way, and closed
 * hold &lt;port> &lt;connections>             connections that stand from now on and are idle
 * drop                                   connections that were idle and are closed
 * </pre>
 */
public final class TcpLoad {

    private TcpLoad() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new TcpLoadServer())
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))
                .sync();
        TcpLoadClients clients = new TcpLoadClients(loop);
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(answer(clients, line.split(" ")));
        }
        loop.shutdownGracefully();
    }

    private static long answer(TcpLoadClients clients, String[] words) throws InterruptedException {
        if (words[0].equals("drop")) {
            return clients.drop();
        }
        InetSocketAddress proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[1]));
        int connections = Integer.parseInt(words[2]);
        if (words[0].equals("hold")) {
            return clients.hold(proxy, connections);
        }
        return clients.run(
                TcpLoadClients.Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                proxy,
                connections,
                Long.parseLong(words[3]));
    }
}
