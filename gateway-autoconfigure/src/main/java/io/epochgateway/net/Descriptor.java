package io.epochgateway.net;

import io.epochgateway.epoll.FdLife;
import io.epochgateway.net.Described.Description;
import io.epochgateway.net.Described.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One registered fd with whose it is, as it was at one moment. Any thread, but for {@link FdLife#channel()}.
 *
 * @param life what the loop knows of it
 * @param owner what it is for
 * @param local null if it has no address yet
 * @param remote null for listeners and what isn't connected
 * @param pendingOutput bytes that wait for the peer to take them
 * @param inputEnded whether the peer will send nothing more
 * @param outputEnded whether we will send nothing more
 * @param suspicious why somebody should look at it, in a sentence; null if nobody has to
 */
public record Descriptor(
        FdLife life,
        Description owner,
        @Nullable SocketAddress local,
        @Nullable SocketAddress remote,
        long pendingOutput,
        boolean inputEnded,
        boolean outputEnded,
        @Nullable String suspicious) {

    private static final Description MANAGEMENT = new Description(Kind.MANAGEMENT, null, null, 0);
    private static final Description INTERNAL = new Description(Kind.INTERNAL, null, null, 0);

    /** Event loop only. */
    static Descriptor of(FdLife life) {
        Channel channel = life.channel();
        String suspicious = Suspicion.of(life);
        if (channel == null) {
            return new Descriptor(life, INTERNAL, null, null, 0, false, false, suspicious);
        }
        ChannelOutboundBuffer output = channel.unsafe().outboundBuffer();
        boolean duplex = channel instanceof DuplexChannel && channel.isActive();
        return new Descriptor(
                life,
                owner(channel),
                channel.localAddress(),
                channel.remoteAddress(),
                output == null ? 0 : output.totalPendingWriteBytes(),
                duplex && (life.inputEnded() || ((DuplexChannel) channel).isInputShutdown()),
                duplex && ((DuplexChannel) channel).isOutputShutdown(),
                suspicious);
    }

    /** Nobody but Boot's own server and clients brings channels without a handler of ours to these loops. */
    private static Description owner(Channel channel) {
        Described described = channel.pipeline().get(Described.class);
        return described == null ? MANAGEMENT : described.describe();
    }
}
