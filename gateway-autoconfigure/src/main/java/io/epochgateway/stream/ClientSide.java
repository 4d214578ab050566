package io.epochgateway.stream;

import io.epochgateway.net.ClientAddresses;
import io.epochgateway.net.Output;
import io.epochgateway.net.SilentDrop;
import io.epochgateway.net.Splice;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A client's connection as a stream sees it. Event loop only. */
final class ClientSide {

    private final Channel channel;
    private final Output output;

    ClientSide(Channel channel) {
        this.channel = channel;
        this.output = new Output(channel);
    }

    Channel channel() {
        return channel;
    }

    /** The way to the client. */
    Output output() {
        return output;
    }

    /** The client's {@code address:port}, as logs write it. */
    String remote() {
        return text(ClientAddresses.of(channel).source());
    }

    /** The {@code address:port} that it connected to, as logs write it. */
    String local() {
        return text(ClientAddresses.of(channel).destination());
    }

    private static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toAddressString(inet.getAddress()) + ":" + inet.getPort()
                : "unix:0";
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** The client's address; null if it has none of IP, or if it is gone. */
    @Nullable
    InetSocketAddress source() {
        return ClientAddresses.of(channel).source() instanceof InetSocketAddress address ? address : null;
    }

    /** The address that the client connected to; null if it is none of IP, or if the client is gone. */
    @Nullable
    InetSocketAddress destination() {
        return ClientAddresses.of(channel).destination() instanceof InetSocketAddress address ? address : null;
    }

    /** Stops or resumes reading, so that a slow server slows the client down. */
    void reading(boolean wanted) {
        // setting it is an atomic operation, and mostly it is as wanted already
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    /** A way of the client's bytes to a peer of this loop that doesn't lead through user space. */
    Splice spliceTo(Output peer, Splice.Listener user) {
        return new Splice(channel, peer, user);
    }

    /** Closes at once, and the client isn't told. */
    void vanish() {
        SilentDrop.close(channel);
    }

    /** Closes at once; what was written and not yet taken is lost. */
    void close() {
        channel.close();
    }
}
