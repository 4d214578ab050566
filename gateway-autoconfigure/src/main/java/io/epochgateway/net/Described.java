package io.epochgateway.net;

import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/** A channel's handler that can tell whose the channel is. */
public interface Described extends ChannelHandler {

    /** Called on the channel's loop. */
    Description describe();

    /** What a channel is for. */
    enum Kind {
        /** Accepts connections for a frontend. */
        LISTENER,
        /** A connection of a client. */
        CLIENT,
        /** A connection to a server, for traffic. */
        SERVER,
        /** A connection to a server, to see whether it is well. */
        CHECK,
        /** Of the operator: Boot's own server and clients, the operator socket. */
        MANAGEMENT,
        /** Of the gateway itself. */
        INTERNAL
    }

    /**
     * Whose a channel is.
     *
     * @param proxy the frontend or backend; null if none
     * @param server the server of the backend; null if none
     * @param pendingInput bytes read from the socket that wait to be used
     */
    record Description(
            Kind kind, @Nullable String proxy, @Nullable String server, long pendingInput) {}
}
