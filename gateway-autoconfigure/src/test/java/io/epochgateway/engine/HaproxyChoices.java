package io.epochgateway.engine;

import io.epochgateway.runtimeapi.Cli;
import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HAProxy itself with one backend, whose servers always answer: tells which of them it chooses. */
final class HaproxyChoices implements AutoCloseable {

    private static final int IN_FLIGHT = 100;

    private final HaproxyProcess process;
    private final int port;
    private final int origin;

    private HaproxyChoices(HaproxyProcess process, int port, int origin) {
        this.process = process;
        this.port = port;
        this.origin = origin;
    }

    /** Where the servers are: at any address of this host, which they tell in {@code x-at}. */
    int origin() {
        return origin;
    }

    /** Starts it with those lines in the backend; a server's line is what follows its address. */
    static HaproxyChoices start(Path directory, List<String> backend, List<String> servers) throws IOException {
        int port = Ports.free();
        int origin = Ports.free();
        StringBuilder text = new StringBuilder("""
                global
                  nbthread 1
                defaults
                  mode http
                  timeout client 30s
                  timeout server 30s
                  timeout connect 5s
                listen origin
                  bind :%d
                  http-request return status 200 hdr x-at %%[dst]
                frontend front
                  bind 127.0.0.1:%d
                  default_backend back
                backend back
                  http-reuse always
                  http-response set-header x-chosen %%s
                """.formatted(origin, port));
        backend.forEach(line -> text.append("  ").append(line).append('\n'));
        for (int i = 0; i < servers.size(); i++) {
            text.append("  server s%d 127.0.0.1:%d %s\n".formatted(i, origin, servers.get(i)));
        }
        return new HaproxyChoices(HaproxyProcess.start(directory, text.toString()), port, origin);
    }

    /** The names of the servers that these requests went to, one request after the other. */
    List<String> choices(List<String> requests) throws IOException {
        return ask(port, requests, "x-chosen: ");
    }

    /** The values of that field in the responses, one request after the other on one connection. */
    static List<String> ask(int port, List<String> requests, String field) throws IOException {
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
                    chosen.add(chosen(in, field));
                }
            }
        }
        return chosen;
    }

    private static String chosen(BufferedReader in, String field) throws IOException {
        String chosen = "none: " + in.readLine();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith(field)) {
                chosen = line.substring(field.length());
            }
        }
        return chosen;
    }

    /** Asks its Runtime API. */
    String tell(String command) throws IOException {
        return Cli.ask(process.socket(), command + "\n");
    }

    @Override
    public void close() {
        process.close();
    }
}
