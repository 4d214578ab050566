package io.epochgateway.definition;

import java.nio.charset.StandardCharsets;
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

    /** What fits into {@code sockaddr_un.sun_path} with its final zero (unix(7)), less the suffix of our temporary name. */
    private static final int LONGEST_PATH = 107 - ".tmp".length();

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
            case SocketAddress.Unix unix -> {
                if (unix.path().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                    throw new DefinitionException(
                            property,
                            unix.path(),
                            "the path is too long for a UNIX socket",
                            "Use at most " + LONGEST_PATH + " bytes.");
                }
            }
        }
        if (mode != null) {
            Range.check(property, "mode", mode, 0, 0777);
        }
    }
}
