package io.epochgateway.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How connections to a server are made (the words of HAProxy's {@code server} that are about sockets).
 *
 * @param sendProxy the header of the PROXY protocol that begins each connection; null for none
 * @param tlvs what else that header tells, if it is one of version 2
 * @param source the address that connections come from; null leaves it to the kernel
 * @param device the network device that they leave by; null for any
 * @param namespace the network namespace that they are made in, as {@code ip netns} knows it; null for the process's own
 * @param tcpUserTimeout how long sent data may stay unacknowledged; {@link Duration#ZERO} leaves it to the kernel
 */
public record ConnectOptions(
        @Nullable SendProxy sendProxy,
        ProxyTlvs tlvs,
        @Nullable SourceAddress source,
        @Nullable String device,
        @Nullable String namespace,
        Duration tcpUserTimeout) {

    /** With a header of the PROXY protocol that tells nothing but addresses, if there is one. */
    public ConnectOptions(
            @Nullable SendProxy sendProxy,
            @Nullable SourceAddress source,
            @Nullable String device,
            @Nullable String namespace,
            Duration tcpUserTimeout) {
        this(sendProxy, ProxyTlvs.NONE, source, device, namespace, tcpUserTimeout);
    }

    /** Nothing said. */
    public static final ConnectOptions NONE = new ConnectOptions(null, null, null, null, Duration.ZERO);
}
