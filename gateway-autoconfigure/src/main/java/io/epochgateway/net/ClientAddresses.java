package io.epochgateway.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's connection comes from and where it went, as the whole gateway takes it: what a header of the PROXY
 * protocol said, else what the kernel says. Any thread.
 *
 * @param source the client; null if the kernel doesn't know it, as on a UNIX socket or after the close
 * @param destination where the client connected to; null if the kernel doesn't know it
 */
public record ClientAddresses(
        @Nullable SocketAddress source, @Nullable SocketAddress destination) {

    private static final AttributeKey<ProxyHeader> HEADER = AttributeKey.valueOf(ClientAddresses.class, "HEADER");

    /** Those of an accepted connection. */
    public static ClientAddresses of(Channel client) {
        ProxyHeader header = header(client);
        ClientAddresses said = header == null ? null : header.addresses();
        return said == null ? new ClientAddresses(client.remoteAddress(), client.localAddress()) : said;
    }

    /** The client of an accepted connection; null if the kernel doesn't know it. */
    public static @Nullable SocketAddress source(Channel client) {
        return of(client).source();
    }

    /** The header of the PROXY protocol that the connection began with; null if there was none. */
    public static @Nullable ProxyHeader header(Channel client) {
        return client.hasAttr(HEADER) ? client.attr(HEADER).get() : null;
    }

    static void set(Channel client, ProxyHeader header) {
        client.attr(HEADER).set(header);
    }
}
