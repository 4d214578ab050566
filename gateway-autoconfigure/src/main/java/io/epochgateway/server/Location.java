package io.epochgateway.server;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is. Each move makes a new one: a connection that was opened for another one isn't used for new traffic.
 *
 * @param name the name that has the address; null if it is written as an address
 * @param address unresolved while the name has none
 */
public record Location(@Nullable String name, SocketAddress address) {

    /** Whether connections can be made. */
    public boolean isKnown() {
        return !(address instanceof InetSocketAddress inet && inet.isUnresolved());
    }

    /** The IP address; null if there is none. */
    public @Nullable String ip() {
        return address instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? NetUtil.toAddressString(inet.getAddress())
                : null;
    }
}
