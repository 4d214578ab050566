package io.epochgateway.definition;

import java.time.Duration;

/**
 * How long each wait of a proxy may last. {@link Duration#ZERO} means for ever. The fallbacks of HAProxy between them
 * are already applied.
 *
 * @param client inactivity of the client while data is exchanged
 * @param server inactivity of the server, the wait for its response head included
 * @param connect establishing a connection to a server
 * @param queue waiting for a slot; falls back to {@code connect}
 * @param httpRequest from the first byte of a request to the end of its head; falls back to {@code client}
 * @param httpKeepAlive idle between two requests; falls back to {@code httpRequest}, then {@code client}
 * @param tunnel inactivity in both directions of a tunnel; zero keeps {@code client} and {@code server} in force
 * @param clientFin inactivity of a client after its server has ended; zero keeps {@code client} or {@code tunnel} in force
 * @param serverFin inactivity of a server after its client has ended; zero keeps {@code server} or {@code tunnel} in force
 * @param tarpit how long a rule's tarpit holds a request before it is denied; falls back to {@code connect}; zero denies at
 *     once
 */
public record Timeouts(
        Duration client,
        Duration server,
        Duration connect,
        Duration queue,
        Duration httpRequest,
        Duration httpKeepAlive,
        Duration tunnel,
        Duration clientFin,
        Duration serverFin,
        Duration tarpit) {}
