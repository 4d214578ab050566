package io.epochgateway.engine;

import io.epochgateway.definition.StateDefinition.Track;
import io.epochgateway.proxy.Backend;
import io.epochgateway.server.Server;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who tracks whom: each server finds the one that it tracks, those that track nobody first. */
final class Tracks {

    private final Map<String, Backend> backends;
    private final Set<Server> done = new HashSet<>();

    /** Of these backends, by name; their definitions are checked. */
    Tracks(Map<String, Backend> backends) {
        this.backends = backends;
    }

    /** Lets each follow the one that it tracks. */
    void follow() {
        backends.values().forEach(backend -> backend.servers().servers().forEach(server -> follow(server, backend)));
    }

    private void follow(Server server, Backend backend) {
        Track track = server.definition().states().track();
        if (track == null || !done.add(server)) {
            return;
        }
        Backend there = track.backend() == null ? backend : Objects.requireNonNull(backends.get(track.backend()));
        Server other = there.servers().servers().stream()
                .filter(candidate -> candidate.name().equals(track.server()))
                .findFirst()
                .orElseThrow();
        follow(other, there);
        backend.servers().states().track(server, other, there.servers().states());
    }
}
