package io.epochgateway.stream;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A session as others see it while it goes on; its parts may be from different moments.
 *
 * @param id tells it from the others of its frontend that live now
 * @param local where it was accepted; null if it is closed already
 * @param remote who connected; null if it is closed already
 * @param source the client, whom a header of the PROXY protocol may have named; null if it is closed already
 * @param frontend its name
 * @param backend the name of the one that serves it now, or did last; null before
 * @param server the name of the one that serves it now, or did last; null before
 * @param requests begun so far; 0 in mode tcp
 */
public record SessionReport(
        int id,
        @Nullable SocketAddress local,
        @Nullable SocketAddress remote,
        @Nullable SocketAddress source,
        String frontend,
        @Nullable String backend,
        @Nullable String server,
        int requests) {}
