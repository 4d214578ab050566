package io.epochgateway.net;

import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.TcpKeepAlive;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;

/** Tells the kernel how a connection is to be treated. */
public final class SocketTuning {

    private SocketTuning() {}

    /** Before the channel's first byte; what its kind of socket doesn't have is left out. Event loop only. */
    public static void apply(SocketOptions options, Channel channel) {
        ChannelConfig config = channel.config();
        if (options.noLinger()) {
            config.setOption(ChannelOption.SO_LINGER, 0);
        }
        if (options.delayedAck()) {
            config.setOption(EpollChannelOption.TCP_QUICKACK, false);
        }
        TcpKeepAlive keepAlive = options.keepAlive();
        if (keepAlive != null) {
            config.setOption(ChannelOption.SO_KEEPALIVE, true);
            set(config, EpollChannelOption.TCP_KEEPCNT, keepAlive.count());
            set(config, EpollChannelOption.TCP_KEEPIDLE, keepAlive.idle());
            set(config, EpollChannelOption.TCP_KEEPINTVL, keepAlive.interval());
        }
    }

    private static void set(ChannelConfig config, ChannelOption<Integer> option, int value) {
        if (value > 0) {
            config.setOption(option, value);
        }
    }
}
