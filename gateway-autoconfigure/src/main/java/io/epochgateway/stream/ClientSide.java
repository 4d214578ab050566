package io.epochgateway.stream;

import io.epochgateway.net.Output;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
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

    /** The way to the client. */
    Output output() {
        return output;
    }

    /** Null when it is closed. */
    @Nullable
    SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Stops or resumes reading, so that a slow server slows the client down. */
    void reading(boolean wanted) {
        // setting it is an atomic operation, and mostly it is as wanted already
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    /** Closes at once; what was written and not yet taken is lost. */
    void close() {
        channel.close();
    }
}
