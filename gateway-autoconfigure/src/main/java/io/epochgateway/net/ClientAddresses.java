package io.epochgateway.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's connection comes from and where it went, as the whole gateway takes it: what a rule said, else what a
 * header of the PROXY protocol said, else what the kernel says. Any thread.
 *
 * @param source the client; null if the kernel doesn't know it, as on a UNIX socket or after the close
 * @param destination where the client connected to; null if the kernel doesn't know it
 */
public record ClientAddresses(
        @Nullable SocketAddress source, @Nullable SocketAddress destination) {

    private static final AttributeKey<Told> TOLD = AttributeKey.valueOf(ClientAddresses.class, "TOLD");

    /**
     * What the kernel doesn't know.
     *
     * @param addresses null if the kernel's hold
     */
    private record Told(
            @Nullable ProxyHeader header, @Nullable ClientAddresses addresses) {}

    /** Those of an accepted connection. */
    public static ClientAddresses of(Channel client) {
        Told told = told(client);
        ClientAddresses said = told == null ? null : told.addresses;
        return said == null ? new ClientAddresses(client.remoteAddress(), client.localAddress()) : said;
    }

    /** The client of an accepted connection; null if the kernel doesn't know it. */
    public static @Nullable SocketAddress source(Channel client) {
        return of(client).source();
    }

    /** The header of the PROXY protocol that the connection began with; null if there was none. */
    public static @Nullable ProxyHeader header(Channel client) {
        Told told = told(client);
        return told == null ? null : told.header;
    }

    private static @Nullable Told told(Channel client) {
        return client.hasAttr(TOLD) ? client.attr(TOLD).get() : null;
    }

    static void set(Channel client, ProxyHeader header) {
        client.attr(TOLD).set(new Told(header, header.addresses()));
    }

    /** From now on these are the connection's, whatever was said before. Event loop only. */
    public static void change(Channel client, ClientAddresses to) {
        client.attr(TOLD).set(new Told(header(client), to));
    }
}
