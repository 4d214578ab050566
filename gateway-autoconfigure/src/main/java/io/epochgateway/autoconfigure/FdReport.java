package io.epochgateway.autoconfigure;

import io.epochgateway.epoll.FdLife;
import io.epochgateway.net.Described.Description;
import io.epochgateway.net.Descriptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint answers about one fd; its components are the names in the JSON, and those that are null are left out.
 *
 * @param loop the owner
 * @param kind {@code listener}, {@code client}, {@code server}, {@code check}, {@code management} or {@code internal}
 * @param readable whether it waits for bytes
 * @param writable whether it waits to be able to send
 * @param pendingInput bytes read and not yet used
 * @param pendingOutput bytes that the peer hasn't taken yet
 * @param ageMillis since it was registered first
 * @param events reports delivered
 * @param takeovers moves to another loop
 * @param suspicious whether somebody should look at it
 * @param reason why
 */
record FdReport(
        int fd,
        long generation,
        int loop,
        String kind,
        @Nullable String proxy,
        @Nullable String server,
        @Nullable String local,
        @Nullable String remote,
        boolean readable,
        boolean writable,
        long pendingInput,
        long pendingOutput,
        boolean inputEnded,
        boolean outputEnded,
        long ageMillis,
        long events,
        int takeovers,
        boolean suspicious,
        @Nullable String reason)
        implements OperationResponseBody {

    static FdReport of(Descriptor descriptor) {
        FdLife life = descriptor.life();
        Description owner = descriptor.owner();
        return new FdReport(
                life.fd(),
                life.generation(),
                life.loop(),
                owner.kind().name().toLowerCase(Locale.ROOT),
                owner.proxy(),
                owner.server(),
                text(descriptor.local()),
                text(descriptor.remote()),
                life.reads(),
                life.writes(),
                owner.pendingInput(),
                descriptor.pendingOutput(),
                descriptor.inputEnded(),
                descriptor.outputEnded(),
                life.age().toMillis(),
                life.events(),
                life.takeovers(),
                descriptor.suspicious() != null,
                descriptor.suspicious());
    }

    private static @Nullable String text(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return address == null ? null : address.toString();
    }
}
