package io.epochgateway.runtimeapi;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** HAProxy itself with nothing but a socket for operators, to compare with. */
final class HaproxyProcess implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private final Process process;
    private final Path socket;

    private HaproxyProcess(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    static void assumeInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    }

    static HaproxyProcess start(Path directory) throws IOException {
        Path socket = directory.resolve("haproxy.sock");
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, "global\n  stats socket " + socket + " level admin\n");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        HaproxyProcess started = new HaproxyProcess(process, socket);
        try {
            await().until(() -> Files.exists(socket) || !process.isAlive());
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
