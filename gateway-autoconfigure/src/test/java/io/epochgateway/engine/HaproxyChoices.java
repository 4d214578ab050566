package io.epochgateway.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HAProxy itself with one backend, whose servers always answer: tells which of them it chooses. */
final class HaproxyChoices implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final int IN_FLIGHT = 100;

    private final Process process;
    private final Path socket;
    private final int port;

    private HaproxyChoices(Process process, Path socket, int port) {
        this.process = process;
        this.socket = socket;
        this.port = port;
    }

    /** Starts it with those lines in the backend; a server's line is what follows its address. */
    static HaproxyChoices start(Path directory, List<String> backend, List<String> servers) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
        int port = freePort();
        int origin = freePort();
        Path socket = directory.resolve("stats.sock");
        Files.deleteIfExists(socket);
        StringBuilder text = new StringBuilder("""
                global
                  nbthread 1
                  stats socket %s level admin
                defaults
                  mode http
                  timeout client 30s
                  timeout server 30s
                  timeout connect 5s
                listen origin
                  bind 127.0.0.1:%d
                  http-request return status 200
                frontend front
                  bind 127.0.0.1:%d
                  default_backend back
                backend back
                  http-reuse always
                  http-response set-header x-chosen %%s
                """.formatted(socket, origin, port));
        backend.forEach(line -> text.append("  ").append(line).append('\n'));
        for (int i = 0; i < servers.size(); i++) {
            text.append("  server s%d 127.0.0.1:%d %s\n".formatted(i, origin, servers.get(i)));
        }
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, text);
        Process process = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        await().until(() -> Files.exists(socket) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(Files.readString(directory.resolve("haproxy.log")));
        }
        return new HaproxyChoices(process, socket, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** The names of the servers that these requests went to, one request after the other. */
    List<String> choices(List<String> requests) throws IOException {
        List<String> chosen = new ArrayList<>();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            for (int from = 0; from < requests.size(); from += IN_FLIGHT) {
                List<String> some = requests.subList(from, Math.min(from + IN_FLIGHT, requests.size()));
                out.write(String.join("", some).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                for (int i = 0; i < some.size(); i++) {
                    chosen.add(chosen(in));
                }
            }
        }
        return chosen;
    }

    private static String chosen(BufferedReader in) throws IOException {
        String chosen = "none: " + in.readLine();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("x-chosen: ")) {
                chosen = line.substring("x-chosen: ".length());
            }
        }
        return chosen;
    }

    /** Asks its Runtime API. */
    String tell(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(65536);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                Thread.onSpinWait();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
