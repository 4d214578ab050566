package io.epochgateway.server.check;

import io.epochgateway.definition.CheckTransport;
import io.epochgateway.definition.DefinitionException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The client side of TLS, by the JDK. Any thread. */
final class CheckTls {

    private final @Nullable String caFile;
    private final Map<List<String>, SslContext> byProtocols = new ConcurrentHashMap<>();

    private CheckTls(@Nullable String caFile) {
        this.caFile = caFile;
    }

    /**
     * For one server.
     *
     * @param property of the server, for messages
     * @throws DefinitionException if the file with the certificates can't be used
     */
    static CheckTls of(CheckTransport transport, String property) {
        CheckTls tls = new CheckTls(transport.caFile());
        try {
            tls.byProtocols.put(List.of(), tls.context(List.of()));
            return tls;
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new DefinitionException(
                    property,
                    transport.caFile(),
                    "ca-file can't be read",
                    "Name a PEM file of certificates (" + unusable.getMessage() + ").");
        }
    }

    private SslContext context(List<String> alpn) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        // HAProxy compares names only where it asks for one
        builder.endpointIdentificationAlgorithm(null);
        if (caFile == null) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else {
            builder.trustManager(new File(caFile));
        }
        if (!alpn.isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, alpn));
        }
        return builder.build();
    }

    /** For one connection; the handshake's arithmetic doesn't stop the loop. */
    SslHandler handler(ByteBufAllocator allocator, @Nullable String sni, List<String> alpn) {
        SslContext context = byProtocols.computeIfAbsent(alpn, this::unfailing);
        SslHandler handler = sni == null
                ? context.newHandler(allocator, Thread::startVirtualThread)
                : context.newHandler(allocator, sni, -1, Thread::startVirtualThread);
        // the check's own timer ends it
        handler.setHandshakeTimeoutMillis(0);
        if (sni != null) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(sni)));
            if (caFile != null) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }

    private SslContext unfailing(List<String> alpn) {
        try {
            return context(alpn);
        } catch (SSLException impossible) {
            throw new IllegalStateException("it could be built without protocols", impossible);
        }
    }
}
