package io.epochgateway.definition;

import io.epochgateway.definition.StateDefinition.Track;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether servers that track others lead to one with a state of its own. */
final class Tracking {

    private final List<BackendDefinition> backends;

    Tracking(List<BackendDefinition> backends) {
        this.backends = backends;
    }

    /** A server and where it is. */
    private record Place(BackendDefinition backend, ServerDefinition server) {

        @Nullable
        Track track() {
            return server.states().track();
        }

        boolean isChecked() {
            return server.check() != null || server.states().agent() != null;
        }
    }

    /**
     * Looks at all of them.
     *
     * @throws DefinitionException at the first that doesn't
     */
    void check() {
        for (BackendDefinition backend : backends) {
            for (ServerDefinition server : backend.servers()) {
                Place place = new Place(backend, server);
                if (place.track() != null) {
                    check(place);
                }
            }
        }
    }

    private void check(Place from) {
        if (from.isChecked()) {
            throw mistake(from, "a server that tracks another one has no checks", "Leave 'check' or 'track' out.");
        }
        Place at = from;
        int steps = 0;
        for (Track track = at.track(); track != null; track = at.track()) {
            at = next(at, track, from);
            if (at.server() == from.server() || steps++ > most()) {
                throw mistake(from, "the servers that it tracks track each other in a ring", "Let one be checked.");
            }
        }
        if (!at.isChecked()) {
            throw mistake(
                    from,
                    "'" + at.backend().name() + "/" + at.server().name() + "' has no checks",
                    "Add 'check' there, or track another server.");
        }
        if (from.backend().health().script().disableOn404()
                != at.backend().health().script().disableOn404()) {
            throw mistake(
                    from,
                    "one backend has 'http-check disable-on-404', the other one has not",
                    "Give it to both or to none.");
        }
    }

    private int most() {
        return backends.stream().mapToInt(backend -> backend.servers().size()).sum();
    }

    private Place next(Place at, Track track, Place from) {
        String name = track.backend() == null ? at.backend().name() : track.backend();
        BackendDefinition backend = backends.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> mistake(
                        from,
                        "there is no backend '" + name + "'",
                        NearestWord.mend(
                                name,
                                backends.stream().map(BackendDefinition::name).toList())));
        Optional<ServerDefinition> server = backend.servers().stream()
                .filter(candidate -> candidate.name().equals(track.server()))
                .findFirst();
        return new Place(
                backend,
                server.orElseThrow(() -> mistake(
                        from,
                        "the backend '" + name + "' has no server '" + track.server() + "'",
                        NearestWord.mend(
                                track.server(),
                                backend.servers().stream()
                                        .map(ServerDefinition::name)
                                        .toList()))));
    }

    private static DefinitionException mistake(Place from, String problem, String mend) {
        return new DefinitionException(
                from.server().property(), "track " + Objects.requireNonNull(from.track()), problem, mend);
    }
}
