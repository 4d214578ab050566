package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * A socket on which the Runtime API listens (HAProxy {@code stats socket}).
 *
 * @param property the full name of the property that says so, for messages
 * @param address where
 * @param level what its users may do
 * @param mode the permissions of a UNIX socket's file, octal 0 to 777; null leaves them to the umask
 * @param user the name of the file's owner; null for the process's
 * @param group the name of the file's group; null for the process's
 */
public record StatsSocketDefinition(
        String property,
        SocketAddress address,
        Level level,
        @Nullable Integer mode,
        @Nullable String user,
        @Nullable String group) {

    public StatsSocketDefinition {
        switch (address) {
            case SocketAddress.Tcp tcp -> {
                Range.check(property, "port", tcp.port(), 0, 65535);
                if (mode != null || user != null || group != null) {
                    throw new DefinitionException(
                            property,
                            tcp.text(),
                            "mode, user and group are for UNIX sockets",
                            "Leave them out, or write a path such as /run/gateway.sock.");
                }
            }
            case SocketAddress.Unix unix -> unix.check(property);
            case SocketAddress.Abstract other -> throw unfit(property, other);
            case SocketAddress.Inherited other -> throw unfit(property, other);
            case SocketAddress.Srv other -> throw unfit(property, other);
            case SocketAddress.Service other -> throw unfit(property, other);
        }
        if (mode != null) {
            Range.check(property, "mode", mode, 0, 0777);
        }
    }

    private static DefinitionException unfit(String property, SocketAddress address) {
        return new DefinitionException(
                property,
                address.text(),
                "the Runtime API doesn't listen there",
                "Write a path or host:port, for example /run/gateway.sock.");
    }

    /** Who may use the socket's file. */
    public FileAccess file() {
        return new FileAccess(mode, user, group);
    }
}
