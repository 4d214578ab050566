package io.epochgateway.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** Ends a connection so that its client isn't told (HAProxy {@code silent-drop}). */
public final class SilentDrop {

    private SilentDrop() {}

    /**
     * Closes the channel. With the privilege CAP_NET_ADMIN the socket goes without a packet; else its reset gets no
     * farther than the first router. What was written and not yet taken is lost. Event loop only.
     */
    public static void close(Channel channel) {
        if (channel instanceof EpollSocketChannel && channel.isOpen() && !set(channel, LinuxOption.TCP_REPAIR, 1)) {
            boolean six = channel.localAddress() instanceof InetSocketAddress local
                    && local.getAddress() instanceof Inet6Address;
            set(channel, six ? LinuxOption.IPV6_UNICAST_HOPS : LinuxOption.IP_TTL, 1);
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    private static boolean set(Channel channel, ChannelOption<Integer> option, int value) {
        try {
            return channel.config().setOption(option, value);
        } catch (ChannelException refused) {
            return false;
        }
    }
}
