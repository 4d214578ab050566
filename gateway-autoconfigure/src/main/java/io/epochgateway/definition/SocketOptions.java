package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * How a proxy's connections are treated by the kernel: a frontend's to clients, a backend's to servers.
 *
 * @param noLinger whether a close drops what the peer has not taken, and resets (HAProxy {@code option nolinger})
 * @param delayedAck whether the first acknowledgement waits for data to travel with (HAProxy
 *     {@code option tcp-smart-accept}, {@code option tcp-smart-connect})
 * @param keepAlive null for none
 * @param splicing what the kernel moves on without our help
 */
public record SocketOptions(
        boolean noLinger, boolean delayedAck, @Nullable TcpKeepAlive keepAlive, Splicing splicing) {

    /** Nothing said. */
    public static final SocketOptions NONE = new SocketOptions(false, false, null);

    /** All is copied. */
    public SocketOptions(boolean noLinger, boolean delayedAck, @Nullable TcpKeepAlive keepAlive) {
        this(noLinger, delayedAck, keepAlive, Splicing.NONE);
    }

    /** The same, with that. */
    public SocketOptions with(Splicing wanted) {
        return new SocketOptions(noLinger, delayedAck, keepAlive, wanted);
    }
}
