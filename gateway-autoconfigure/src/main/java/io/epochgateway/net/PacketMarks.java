package io.epochgateway.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the packets of a connection are marked with (HAProxy {@code set-mark}, {@code set-tos}). Event loop only. */
public final class PacketMarks {

    private static final Logger LOG = LoggerFactory.getLogger(PacketMarks.class);

    private PacketMarks() {}

    /** A mark that netfilter and routing know; it needs the privilege CAP_NET_ADMIN and is left out without it. */
    public static void mark(Channel channel, int mark) {
        set(channel, LinuxOption.SO_MARK, mark);
    }

    /** The type of service in IPv4, the traffic class in IPv6; 0 to 255. */
    public static void typeOfService(Channel channel, int tos) {
        if (channel.localAddress() instanceof InetSocketAddress local) {
            set(
                    channel,
                    local.getAddress() instanceof Inet6Address ? LinuxOption.IPV6_TCLASS : LinuxOption.IP_TOS,
                    tos);
        }
    }

    private static void set(Channel channel, ChannelOption<Integer> option, int value) {
        if (!(channel instanceof EpollSocketChannel) || !channel.isOpen()) {
            return;
        }
        try {
            channel.config().setOption(option, value);
        } catch (ChannelException refused) {
            LOG.debug("{} can't be set", option, refused);
        }
    }
}
