package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * What brings a client back to its server besides a cookie of HTTP.
 *
 * @param evenDown whether it comes back to a server that is down, too (HAProxy {@code option persist})
 * @param rdpCookie the name of the cookie of the Remote Desktop Protocol that names a server's address and port (HAProxy
 *     {@code persist rdp-cookie}); null if none does
 */
public record PersistenceDefinition(
        boolean evenDown, @Nullable String rdpCookie) {

    /** Nothing does. */
    public static final PersistenceDefinition NONE = new PersistenceDefinition(false, null);
}
