package io.epochgateway.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a check connects to its server, apart from where (the words of HAProxy's {@code server} that begin with
 * {@code check-}).
 *
 * @param tls whether it is encrypted ({@code check-ssl})
 * @param sni the name that is asked for ({@code check-sni}); null for none
 * @param alpn the protocols that are offered ({@code check-alpn}); empty for none
 * @param caFile whose certificates are trusted, a PEM file; null if all are
 * @param sendProxy the header of the PROXY protocol that comes first; null for none
 * @param headerOnDemand the one that comes first where a step asks for it
 */
public record CheckTransport(
        boolean tls,
        @Nullable String sni,
        List<String> alpn,
        @Nullable String caFile,
        @Nullable SendProxy sendProxy,
        SendProxy headerOnDemand) {

    /** Nothing but TCP. */
    public static final CheckTransport PLAIN = new CheckTransport(false, null, List.of(), null, null, SendProxy.V1);
}
