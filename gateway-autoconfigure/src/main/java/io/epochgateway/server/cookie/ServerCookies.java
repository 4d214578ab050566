package io.epochgateway.server.cookie;

import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that lead to servers: written with the server, or made of its address and a key (HAProxy {@code dynamic}),
 * so that gateways with the same key agree on them. Any thread.
 */
final class ServerCookies {

    private final @Nullable String key;
    private final List<Server> servers;
    private final Map<String, List<Server>> written = new HashMap<>();
    private final Map<Server, Derived> derived = new ConcurrentHashMap<>();

    /** What was made of an address; the server may move. */
    private record Derived(Location at, @Nullable String value) {}

    /**
     * @param key null if values are only written
     * @param servers of the backend, in order
     */
    ServerCookies(@Nullable String key, List<Server> servers) {
        this.key = key;
        this.servers = servers;
        for (Server server : servers) {
            String value = server.definition().cookie();
            if (value != null) {
                written.computeIfAbsent(value, first -> new ArrayList<>()).add(server);
            }
        }
    }

    /** The value that leads to a server; null if none does. */
    @Nullable
    String of(Server server) {
        String value = server.definition().cookie();
        return value != null || key == null ? value : derived(server, key);
    }

    /** The servers that a value leads to, in order; null if there is none. */
    @Nullable
    List<Server> named(String value) {
        List<Server> found = written.get(value);
        if (key == null) {
            return found;
        }
        List<Server> all = new ArrayList<>(found == null ? List.of() : found);
        for (Server server : servers) {
            if (server.definition().cookie() == null && value.equals(derived(server, key))) {
                all.add(server);
            }
        }
        return all.isEmpty() ? null : all;
    }

    private @Nullable String derived(Server server, String secret) {
        Location now = server.location();
        Derived known = derived.get(server);
        if (known == null || known.at() != now) {
            known = new Derived(now, derive(now, secret));
            derived.put(server, known);
        }
        return known.value();
    }

    private static @Nullable String derive(Location at, String secret) {
        if (!(at.address() instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return null;
        }
        byte[] first = secret.getBytes(StandardCharsets.UTF_8);
        byte[] address = inet.getAddress().getAddress();
        ByteBuffer all = ByteBuffer.allocate(first.length + address.length + Integer.BYTES)
                .put(first)
                .put(address)
                .putInt(inet.getPort());
        return HexFormat.of().toHexDigits(Xxh64.of(all.array()));
    }
}
