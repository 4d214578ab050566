package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Another proxy of this machine, run with a configuration of the test's. */
final class Peer implements AutoCloseable {

    private final Process process;

    private Peer(Process process) {
        this.process = process;
    }

    static Peer haproxy(Path directory, int port, String configuration) throws IOException {
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
        return start(HaproxyProcess.PROGRAM, directory, port, "-db", "-f", file.toString());
    }

    static Peer nginx(Path directory, int port, String http) throws IOException {
        Path program = Path.of("/usr/sbin/nginx");
        Path file = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log stderr;
                events {}
                http { access_log off; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                %2$s
                }
                """.formatted(directory, http));
        return start(program, directory, port, "-p", directory.toString(), "-c", file.toString());
    }

    static Peer redis(Path directory, int port) throws IOException {
        return start(
                Path.of("/usr/bin/redis-server"),
                directory,
                port,
                "--port",
                String.valueOf(port),
                "--dir",
                directory.toString(),
                "--save",
                "");
    }

    /** Anything that listens once it runs. */
    static Peer start(Path program, Path directory, int port, String... arguments) throws IOException {
        assumeTrue(program.getNameCount() == 1 || Files.isExecutable(program), program + " is not installed");
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        Peer peer = new Peer(builder.redirectErrorStream(true)
                .redirectOutput(
                        directory.resolve(program.getFileName() + ".log").toFile())
                .start());
        try {
            soon().until(() -> answers(port) || !peer.process.isAlive());
            return peer;
        } catch (RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    private static boolean answers(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
