package io.epochgateway.rule.sample;

import io.epochgateway.net.ProxyHeader;
import org.jspecify.annotations.Nullable;

/** What expressions can see of a client's connection. Event loop only. */
public interface Client {

    /** The client's IP address, of 4 or 16 octets; null if it has none. */
    byte @Nullable [] source();

    int sourcePort();

    /** The IP address that the client connected to; null if it has none. */
    byte @Nullable [] destination();

    int destinationPort();

    /** The header of the PROXY protocol that it began with; null if there was none. */
    @Nullable
    ProxyHeader proxyHeader();

    /** Where it came in. */
    Entrance entrance();
}
