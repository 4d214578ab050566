package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * How a proxy's connections are treated by the kernel: a frontend's to clients, a backend's to servers.
 *
 * @param noLinger whether a close drops what the peer has not taken, and resets (HAProxy {@code option nolinger})
 * @param delayedAck whether the first acknowledgement waits for data to travel with (HAProxy
 *     {@code option tcp-smart-accept}, {@code option tcp-smart-connect})
 * @param keepAlive null for none
 */
public record SocketOptions(
        boolean noLinger, boolean delayedAck, @Nullable TcpKeepAlive keepAlive) {

    /** Nothing said. */
    public static final SocketOptions NONE = new SocketOptions(false, false, null);
}
