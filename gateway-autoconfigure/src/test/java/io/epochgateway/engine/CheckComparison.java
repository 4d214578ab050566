package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that HAProxy and the gateway do with the same configuration against the same servers: they send the same, find the
 * same, and say it in the same words.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CheckComparison {

    /** Checks that send bytes which chance has a part in. */
    private static final String RANDOM = "(tls|sslHello).*";

    /** What one of the two did. */
    record Seen(String sentence, String got) {}

    private final Map<String, List<String>> cases = new LinkedHashMap<>();
    private final Map<String, @Nullable CheckedServer> servers = new LinkedHashMap<>();
    private final Map<String, Seen> theirs = new HashMap<>();
    private final Map<String, Seen> ours = new HashMap<>();

    /**
     * Adds a check.
     *
     * @param server null for none: its port is closed
     */
    final void when(String name, @Nullable CheckedServer server, String... lines) {
        cases.put(name, List.of(lines));
        servers.put(name, server);
    }

    Collection<String> checks() {
        return List.copyOf(cases.keySet());
    }

    /** Until all checks are told of. */
    @BeforeAll
    void letBothCheck(@TempDir Path directory) throws IOException {
        HaproxyProcess.assumeInstalled();
        int closed = Ports.free();
        HaproxyChecks checks = new HaproxyChecks();
        cases.forEach((name, lines) -> {
            CheckedServer server = servers.get(name);
            List<String> all = new ArrayList<>(List.of("server inter 1s rise 1 fall 1"));
            all.addAll(lines);
            checks.add(name, server == null ? closed : server.port(), all);
        });
        note(checks.haproxy(directory, checks::allTold), theirs);
        note(checks.gateway(checks::allTold, Map.of()), ours);
    }

    private void note(List<String> lines, Map<String, Seen> seen) {
        servers.forEach((name, server) ->
                seen.put(name, new Seen(HaproxyChecks.first(lines, name), server == null ? "" : server.got())));
        servers.values().stream().filter(Objects::nonNull).forEach(CheckedServer::forget);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckDoesWhatHaproxysDoes(String name) {
        Seen expected = theirs.get(name);
        assertThat(expected.sentence()).as("HAProxy's").isNotEmpty();
        assertThat(ours.get(name).sentence()).isEqualTo(expected.sentence());
        if (!name.matches(RANDOM)) {
            assertThat(ours.get(name).got()).isEqualTo(expected.got());
        }
    }

    @AfterAll
    void close() {
        servers.values().stream().filter(Objects::nonNull).forEach(CheckedServer::close);
    }
}
