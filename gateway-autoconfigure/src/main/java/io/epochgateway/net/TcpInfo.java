package io.epochgateway.net;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What the kernel knows of a TCP connection ({@code TCP_INFO}, tcp(7)). Event loop only. */
public final class TcpInfo {

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;
    /** {@code TCP_ESTABLISHED} in {@code tcpi_state}, the first byte. */
    private static final byte ESTABLISHED = 1;
    /** Offset of {@code tcpi_bytes_acked} in {@code struct tcp_info}, Linux 4.1 and later. */
    private static final int BYTES_ACKED = 120;

    private static final RawUnixChannelOption OPTION =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, BYTES_ACKED + Long.BYTES);

    private TcpInfo() {}

    private static @Nullable ByteBuffer of(Channel channel) {
        return channel instanceof EpollSocketChannel epoll && channel.isOpen()
                ? epoll.config().getOption(OPTION)
                : null;
    }

    /** Whether the kernel has connected it; false where the system can't tell. Costs a system call. */
    public static boolean isConnected(Channel channel) {
        ByteBuffer info = of(channel);
        return info != null && info.get(0) == ESTABLISHED;
    }

    /**
     * Bytes of ours that the peer's kernel has acknowledged since the connection was opened by this side;
     * {@link Long#MAX_VALUE} where the system can't tell. Costs a system call.
     */
    public static long acknowledgedBytes(Channel channel) {
        ByteBuffer info = of(channel);
        // the SYN counts as one byte
        return info == null
                ? Long.MAX_VALUE
                : info.order(ByteOrder.nativeOrder()).getLong(BYTES_ACKED) - 1;
    }
}
