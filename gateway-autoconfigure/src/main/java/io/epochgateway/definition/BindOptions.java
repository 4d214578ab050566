package io.epochgateway.definition;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an address is listened on (the words of HAProxy's {@code bind} that are about sockets).
 *
 * @param name of the listener, for log lines; null if it has none
 * @param id of the listener, at least 1; 0 numbers it by its place
 * @param acceptProxy whether each connection must begin with a header of the PROXY protocol
 * @param v6 which clients an IPv6 socket takes
 * @param device the network device that it is bound to; null for all
 * @param namespace the network namespace that it is in, as {@code ip netns} knows it; null for the process's own
 * @param mss the maximum segment size, 88 to 32767 bytes; 0 leaves it to the kernel
 * @param tfo whether TCP Fast Open is offered
 * @param deferAccept whether a connection is accepted only once it has sent something
 * @param tcpUserTimeout how long sent data may stay unacknowledged; {@link Duration#ZERO} leaves it to the kernel
 * @param backlog connections that may wait to be accepted, of each socket; 0 for the system's limit
 * @param shards sockets that share the address; 0 for one for each event loop
 * @param file who may use a UNIX socket
 */
public record BindOptions(
        @Nullable String name,
        int id,
        boolean acceptProxy,
        V6 v6,
        @Nullable String device,
        @Nullable String namespace,
        int mss,
        boolean tfo,
        boolean deferAccept,
        Duration tcpUserTimeout,
        int backlog,
        int shards,
        FileAccess file) {

    /** Nothing said. */
    public static final BindOptions NONE = new BindOptions(
            null, 0, false, V6.SYSTEM, null, null, 0, false, false, Duration.ZERO, 0, 0, FileAccess.UNCHANGED);

    /** Which clients a socket on an IPv6 address takes. */
    public enum V6 {
        /** As the system has it ({@code net.ipv6.bindv6only}). */
        SYSTEM,
        /** IPv4 clients, too. */
        V4V6,
        /** No others. */
        V6ONLY
    }

    /**
     * What log lines call the listener.
     *
     * @param place its number among those of its proxy, from 1
     */
    public String label(int place) {
        return name != null ? name : String.valueOf(id > 0 ? id : place);
    }

    /** Whether that is possible there. */
    void check(String property, SocketAddress address) {
        if (file.isGiven() && !(address instanceof SocketAddress.Unix)) {
            throw new DefinitionException(
                    property,
                    address.text(),
                    "mode, user and group are for UNIX sockets",
                    "Leave them out, or write a path such as unix@/run/gateway.sock.");
        }
        if (namespace != null && address instanceof SocketAddress.Inherited) {
            throw new DefinitionException(
                    property,
                    address.text(),
                    "an inherited socket has its network namespace already",
                    "Leave namespace out.");
        }
        if (v6 != V6.SYSTEM && !(address instanceof SocketAddress.Tcp tcp && tcp.isIpv6())) {
            throw new DefinitionException(
                    property,
                    address.text(),
                    "v4v6 and v6only are for IPv6 addresses",
                    "Leave them out, or write an address such as :::8080.");
        }
    }

    boolean sameNetwork(BindOptions other) {
        return Objects.equals(device, other.device) && Objects.equals(namespace, other.namespace);
    }
}
