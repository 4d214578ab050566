package io.epochgateway.definition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Runtime API (HAProxy {@code stats} in section {@code global}).
 *
 * @param sockets where it listens; nowhere if empty
 * @param timeout how long its users may stay silent; {@link Duration#ZERO} for ever
 */
public record StatsDefinition(List<StatsSocketDefinition> sockets, Duration timeout) {

    /** HAProxy's default: no socket. */
    public static final StatsDefinition NONE = new StatsDefinition(List.of(), Duration.ofSeconds(10));

    public StatsDefinition {
        sockets = List.copyOf(sockets);
        Map<SocketAddress, String> taken = new HashMap<>();
        for (StatsSocketDefinition socket : sockets) {
            String other = anyPort(socket.address()) ? null : taken.putIfAbsent(socket.address(), socket.property());
            if (other != null) {
                throw new DefinitionException(
                        socket.property(), socket.address().text(), "is the address of " + other, "Leave one out.");
            }
        }
    }

    private static boolean anyPort(SocketAddress address) {
        return address instanceof SocketAddress.Tcp tcp && tcp.port() == 0;
    }
}
