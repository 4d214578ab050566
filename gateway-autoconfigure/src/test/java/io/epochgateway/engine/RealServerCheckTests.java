package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed and come back go down and up after as many checks as with HAProxy, and with its words. */
class RealServerCheckTests {

    private static final String HEALTH = "Health check for server ";
    private static final String UP = "status: 3/3 UP.";

    /** Starts a server. */
    interface Start {
        Peer at(int port) throws IOException;
    }

    @TempDir
    Path directory;

    @BeforeEach
    void needHaproxy() {
        HaproxyProcess.assumeInstalled();
    }

    @Test
    void redis() throws IOException {
        compare(port -> Peer.redis(directory, port), "option redis-check");
    }

    @Test
    void nginx() throws IOException {
        compare(
                port -> Peer.nginx(
                        directory, port, "server { listen 127.0.0.1:" + port + "; location / { return 200 fine; } }"),
                "option httpchk GET /health",
                "http-check send ver HTTP/1.1 hdr Host a",
                "http-check expect string fine");
    }

    @Test
    void postgresql() throws Exception {
        Database database = Database.postgresql();
        try {
            compare(database::start, "option pgsql-check user postgres");
        } finally {
            database.delete();
        }
    }

    @Test
    void mariadb() throws Exception {
        Database database = Database.mariadb();
        try {
            compare(database::start, "option mysql-check");
            compare(database::start, "option mysql-check user root");
            compare(database::start, "option mysql-check user nobody");
        } finally {
            database.delete();
        }
    }

    private void compare(Start server, String... lines) throws IOException {
        int port = Ports.free();
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("server inter 100ms rise 2 fall 3");
        HaproxyChecks checks = new HaproxyChecks();
        checks.add("be", port, all);

        List<String> theirs;
        List<String> ours;
        try (Life life = new Life(server, port)) {
            theirs = sinceItWasUp(checks.haproxy(directory, life));
        }
        try (Life life = new Life(server, port)) {
            ours = sinceItWasUp(checks.gateway(life, Map.of()));
        }

        assertThat(statuses(ours)).isEqualTo(statuses(theirs));
        for (String status : statuses(theirs)) {
            assertThat(with(status, ours)).isEqualTo(with(status, theirs));
        }
        assertThat(lastTransition(ours)).isEqualTo(lastTransition(theirs));
    }

    /** A database that listens may not be ready yet. */
    private static List<String> sinceItWasUp(List<String> lines) {
        int first = 0;
        while (first < lines.size() && !lines.get(first).endsWith(UP)) {
            first++;
        }
        return first == lines.size() ? lines : lines.subList(first, lines.size());
    }

    /** From up to down to up again, or down all the time, without what is told twice. */
    private static List<String> statuses(List<String> lines) {
        List<String> statuses = new ArrayList<>();
        for (String line : lines) {
            String status = line.startsWith(HEALTH) ? line.substring(line.indexOf(", status: ")) : "";
            if (!status.isEmpty() && (statuses.isEmpty() || !status.equals(statuses.getLast()))) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    private static String with(String status, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(HEALTH) && line.endsWith(status))
                .findFirst()
                .orElse("");
    }

    private static String lastTransition(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("Server be/s1 is "))
                .reduce("", (earlier, later) -> later);
    }

    /** Starts a server, kills it once it is up, and starts it again once it is down; driven by what the log says. */
    private static final class Life implements Predicate<List<String>>, AutoCloseable {

        private final Start server;
        private final int port;
        private Peer peer;
        private int read;
        private boolean killed;
        private boolean back;

        Life(Start server, int port) throws IOException {
            this.server = server;
            this.port = port;
            this.peer = server.at(port);
        }

        @Override
        public boolean test(List<String> lines) {
            for (; read < lines.size(); read++) {
                String line = lines.get(read);
                if (!killed && isSettled(line)) {
                    peer.close();
                    killed = true;
                } else if (killed && !back && line.endsWith("status: 0/2 DOWN.") && line.contains("refused")) {
                    restart();
                } else if (back && (line.startsWith("Server be/s1 is UP.") || line.contains("Access denied"))) {
                    return true;
                }
            }
            return false;
        }

        /** It is up for certain, or will never be. */
        private static boolean isSettled(String line) {
            return line.endsWith(UP) || line.contains("Access denied");
        }

        private void restart() {
            try {
                peer = server.at(port);
                back = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            peer.close();
        }
    }
}
