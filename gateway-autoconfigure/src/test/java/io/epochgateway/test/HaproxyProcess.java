package io.epochgateway.test;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** HAProxy itself, to compare with; it has a socket for operators. */
public final class HaproxyProcess implements AutoCloseable {

    public static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private final Process process;
    private final Path socket;

    private HaproxyProcess(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /** Skips the test if it isn't. */
    public static void assumeInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param directory for its files, of which the next start in it takes the place
     * @param sections of its configuration
     * @throws IOException with its own words if it refuses them
     */
    public static HaproxyProcess start(Path directory, String sections) throws IOException {
        assumeInstalled();
        Path socket = directory.resolve("haproxy.sock");
        Path output = directory.resolve("haproxy.log");
        Files.deleteIfExists(socket);
        Path configuration = Files.writeString(
                directory.resolve("haproxy.cfg"),
                "global\nstats socket " + socket + " level admin\n" + sections + '\n');
        Process process = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        HaproxyProcess started = new HaproxyProcess(process, socket);
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(socket) || !process.isAlive());
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        if (!process.isAlive()) {
            throw new IOException(Files.readString(output));
        }
        return started;
    }

    public Path socket() {
        return socket;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
