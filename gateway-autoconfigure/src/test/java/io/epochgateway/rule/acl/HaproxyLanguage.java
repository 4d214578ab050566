package io.epochgateway.rule.acl;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HAProxy itself, which tells what expressions and conditions come to for a request. */
final class HaproxyLanguage implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private final Process process;
    private final int port;
    private final int expressions;
    private final int conditions;

    private HaproxyLanguage(Process process, int port, int expressions, int conditions) {
        this.process = process;
        this.port = port;
        this.expressions = expressions;
        this.conditions = conditions;
    }

    static HaproxyLanguage start(Path directory, List<String> acls, List<String> expressions, List<String> conditions)
            throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
        int port = freePort();
        Path socket = directory.resolve("stats.sock");
        StringBuilder text = new StringBuilder("""
                global
                  stats socket %s
                  tune.bufsize 65536
                  tune.http.maxhdr 1000
                defaults
                  mode http
                  timeout client 30s
                  timeout server 30s
                  timeout connect 5s
                frontend front
                  bind 127.0.0.1:%d name door
                  http-request set-var(txn.name) str(Mallory)
                  http-request set-var(txn.seven) int(7)
                """.formatted(socket, port));
        acls.forEach(acl -> text.append("  acl ").append(acl).append('\n'));
        for (int i = 0; i < conditions.size(); i++) {
            text.append("  http-request set-var(txn.c%d) int(1) if %s\n".formatted(i, conditions.get(i)));
        }
        for (int i = 0; i < expressions.size(); i++) {
            String quoted = expressions.get(i).replace("\\", "\\\\").replace("'", "\\'");
            text.append("  http-request set-var(txn.e%d) '%s'\n".formatted(i, quoted));
            text.append("  http-after-response set-header e%d '<%%[var(txn.e%d)]>'\n".formatted(i, i));
        }
        for (int i = 0; i < conditions.size(); i++) {
            text.append("  http-after-response set-header c%d '<%%[var(txn.c%d)]>'\n".formatted(i, i));
        }
        text.append("  http-request return status 200\n");
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
        return new HaproxyLanguage(process, port, expressions.size(), conditions.size());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** What the expressions come to, then {@code 1} or nothing for each condition. */
    List<String> ask(String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            InputStream in = client.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException(request + answer);
            }
            List<String> found = new ArrayList<>();
            for (int i = 0; i < expressions; i++) {
                found.add(field(answer, "e" + i));
            }
            for (int i = 0; i < conditions; i++) {
                found.add(field(answer, "c" + i));
            }
            return found;
        }
    }

    private static String field(String answer, String name) {
        int start = answer.indexOf("\r\n" + name + ": <");
        if (start < 0) {
            throw new IllegalStateException(name + " in " + answer);
        }
        start += name.length() + 5;
        return answer.substring(start, answer.indexOf("\r\n", start) - 1);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
