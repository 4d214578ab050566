package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.epochgateway.test.HaproxyProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks with TLS against a server that has it. */
class TlsCheckTests {

    private static final String WORDS = "server inter 1s rise 1 fall 1";

    @TempDir
    Path directory;

    @Test
    void aCheckEncryptsAsHaproxysDoes() throws Exception {
        HaproxyProcess.assumeInstalled();
        try (TlsServer server = TlsServer.start(directory, "h2", "http/1.1")) {
            HaproxyChecks checks = checks(server.port(), server.certificate());
            List<String> theirs = checks.haproxy(directory, checks::allTold);
            assertThat(server.asked()).contains("[b.example] http/1.1", "[c.example] h2");
            server.asked().clear();
            List<String> ours = checks.gateway(checks::allTold, Map.of());

            for (String name : checks.names()) {
                assertThat(HaproxyChecks.first(ours, name)).isNotEmpty().isEqualTo(HaproxyChecks.first(theirs, name));
            }
            assertThat(server.asked()).contains("[b.example] http/1.1", "[c.example] h2");
        }
    }

    private static HaproxyChecks checks(int port, Path certificate) {
        HaproxyChecks checks = new HaproxyChecks();
        String tls = "server check-ssl verify none";
        checks.add("tls", port, List.of(WORDS, tls));
        checks.add("sni", port, List.of(WORDS, tls + " check-sni a.example"));
        checks.add("http", port, List.of(WORDS, "option httpchk", tls + " check-sni b.example check-alpn http/1.1"));
        checks.add("trusted", port, List.of(WORDS, "server check-ssl verify required ca-file " + certificate));
        checks.add(
                "named",
                port,
                List.of(WORDS, "server check-ssl verify required check-sni localhost ca-file " + certificate));
        checks.add(
                "misnamed",
                port,
                List.of(WORDS, "server check-ssl verify required check-sni other.example ca-file " + certificate));
        checks.add(
                "step",
                port,
                List.of(
                        WORDS,
                        "server verify none",
                        "option tcp-check",
                        "tcp-check connect ssl sni c.example alpn h2",
                        "tcp-check send x",
                        "tcp-check expect string 200"));
        checks.add("stepOnly", port, List.of(WORDS, "server verify none", "option tcp-check", "tcp-check connect ssl"));
        checks.add(
                "stepDefault",
                port,
                List.of(WORDS, tls, "option tcp-check", "tcp-check connect default", "tcp-check send x"));
        return checks;
    }

    @Test
    void aCertificateOfSomebodyElseIsNotTrusted() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (TlsServer server = TlsServer.start(directory);
                TlsServer stranger = TlsServer.start(other)) {
            HaproxyChecks checks = new HaproxyChecks();
            checks.add("be", server.port(), List.of(WORDS, "server check-ssl ca-file " + stranger.certificate()));

            assertThat(HaproxyChecks.first(checks.gateway(checks::allTold, Map.of()), "be"))
                    .contains("Layer6 invalid response, info: \"SSL handshake failure\"");
        }
    }

    @Test
    void aFileWithoutACertificateStopsTheStart() {
        HaproxyChecks checks = new HaproxyChecks();
        checks.add("be", 1, List.of(WORDS, "server check-ssl ca-file " + TlsServer.emptyFile(directory)));

        assertThat(catchThrowable(() -> checks.gateway(checks::allTold, Map.of())))
                .hasMessageContaining("gateway.backend.be.server.s1")
                .hasMessageContaining("ca-file can't be read");
    }
}
