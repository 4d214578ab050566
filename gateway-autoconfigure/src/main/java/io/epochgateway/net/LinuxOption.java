package io.epochgateway.net;

import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Socket options of Linux that Netty has no names for (socket(7), tcp(7), ipv6(7)). */
final class LinuxOption {

    static final int SOL_SOCKET = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_IPV6 = 41;

    static final int SO_ACCEPTCONN = 30;
    static final int SO_DOMAIN = 39;
    static final int AF_UNIX = 1;

    static final IntegerUnixChannelOption IPV6_V6ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, 26);
    static final IntegerUnixChannelOption TCP_MAXSEG = new IntegerUnixChannelOption("TCP_MAXSEG", IPPROTO_TCP, 2);

    static final IntegerUnixChannelOption TCP_REPAIR = new IntegerUnixChannelOption("TCP_REPAIR", IPPROTO_TCP, 19);
    static final IntegerUnixChannelOption IP_TOS = new IntegerUnixChannelOption("IP_TOS", IPPROTO_IP, 1);
    static final IntegerUnixChannelOption IP_TTL = new IntegerUnixChannelOption("IP_TTL", IPPROTO_IP, 2);
    static final IntegerUnixChannelOption IPV6_UNICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_UNICAST_HOPS", IPPROTO_IPV6, 16);
    static final IntegerUnixChannelOption IPV6_TCLASS = new IntegerUnixChannelOption("IPV6_TCLASS", IPPROTO_IPV6, 67);
    static final IntegerUnixChannelOption SO_MARK = new IntegerUnixChannelOption("SO_MARK", SOL_SOCKET, 36);

    /** The network device that a socket is bound to; its value is as long as this says. */
    record BindToDevice(RawUnixChannelOption option, ByteBuffer value) {

        static BindToDevice of(String device) {
            byte[] name = device.getBytes(StandardCharsets.US_ASCII);
            return new BindToDevice(
                    new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, name.length), ByteBuffer.wrap(name));
        }
    }

    private LinuxOption() {}
}
