package io.epochgateway.net;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.epoll.NetworkNamespace;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The network namespaces that connections to servers are made in. Any thread. */
final class Namespaces implements AutoCloseable {

    private final Map<String, NetworkNamespace> byName = new ConcurrentHashMap<>();
    private final boolean epoll;

    Namespaces(boolean epoll) {
        this.epoll = epoll;
    }

    /**
     * Opens that of a server, if it has one.
     *
     * @throws DefinitionException if it can't be used
     */
    void open(ServerDefinition server) {
        String name = server.connect().namespace();
        if (name == null || byName.containsKey(name)) {
            return;
        }
        try {
            byName.put(name, open(name, epoll));
        } catch (IOException e) {
            throw new DefinitionException(
                    server.property(),
                    "namespace " + name,
                    String.valueOf(e.getMessage()),
                    "Name one that 'ip netns list' shows, and run with the rights to enter it.");
        }
    }

    static NetworkNamespace open(String name, boolean epoll) throws IOException {
        if (!epoll) {
            throw new IOException("network namespaces need Netty's epoll");
        }
        return NetworkNamespace.open(name);
    }

    /** One that is open. */
    NetworkNamespace get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    @Override
    public void close() {
        byName.values().forEach(NetworkNamespace::close);
    }
}
