package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;

import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.test.HaproxyProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Backends with one checked server each, run by HAProxy or by the gateway, and what the log says of them. Lines are
 * HAProxy's; one that begins with {@code server} has words for the server.
 */
final class HaproxyChecks {

    private final Map<String, List<String>> backends = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /** Adds a backend. */
    void add(String name, int port, List<String> lines) {
        backends.put(name, lines);
        ports.put(name, port);
    }

    Set<String> names() {
        return backends.keySet();
    }

    private String words(String name) {
        return backends.get(name).stream()
                .filter(line -> line.startsWith("server "))
                .map(line -> line.substring("server".length()))
                .collect(Collectors.joining("", "check", ""));
    }

    /** What HAProxy logs until it has logged enough. */
    List<String> haproxy(Path directory, Predicate<List<String>> enough) throws IOException {
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog.setReceiveBufferSize(1 << 20);
            List<String> lines = configuration(directory, syslog.getLocalPort());
            try (HaproxyProcess process = HaproxyProcess.start(directory, String.join("\n", lines))) {
                return lines(syslog, process, enough);
            }
        }
    }

    private List<String> configuration(Path directory, int syslog) {
        List<String> lines = new ArrayList<>(List.of(
                "log 127.0.0.1:" + syslog + " len 8192 local0",
                "defaults",
                "log global",
                "mode http",
                "timeout connect 5s",
                "timeout client 5s",
                "timeout server 5s",
                "option log-health-checks",
                "frontend front",
                "bind " + directory.resolve("front.sock")));
        backends.forEach((name, own) -> {
            lines.add("backend " + name);
            own.stream().filter(line -> !line.startsWith("server ")).forEach(lines::add);
            lines.add("server s1 127.0.0.1:" + ports.get(name) + " " + words(name));
        });
        return lines;
    }

    private static List<String> lines(DatagramSocket syslog, HaproxyProcess process, Predicate<List<String>> enough)
            throws IOException {
        List<String> lines = new ArrayList<>();
        syslog.setSoTimeout(200);
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!enough.test(lines) && process.isAlive() && System.nanoTime() < end) {
            DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
            try {
                syslog.receive(packet);
                String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                lines.add(ServerLog.comparable(line.substring(line.indexOf("]: ") + 3)));
            } catch (SocketTimeoutException silence) {
                // perhaps later
            }
        }
        return lines;
    }

    /** What the gateway logs until it has logged enough, each server in a backend of its own. */
    List<String> gateway(Predicate<List<String>> enough, Map<String, ServerCheck> beans) {
        try (ConfiguredGateway gateway = new ConfiguredGateway()) {
            backends.forEach((name, lines) -> {
                String backend = "backend." + name;
                gateway.server(name + "/s1", ports.get(name), words(name));
                gateway.set(backend + ".timeout.connect", "5s").add(backend + ".option", "log-health-checks");
                for (String line : lines) {
                    String[] words = line.split(" ");
                    if (words[0].equals("timeout")) {
                        gateway.set(backend + ".timeout." + words[1], words[2]);
                    } else if (!words[0].equals("server")) {
                        gateway.addLine(backend, line);
                    }
                }
            });
            gateway.start(beans);
            soon().until(() -> enough.test(gateway.lines()));
            return gateway.lines();
        }
    }

    /** The first line about a backend's check; empty if there is none. */
    static String first(List<String> lines, String backend) {
        return lines.stream()
                .filter(line -> line.startsWith("Health check for server " + backend + "/s1 "))
                .findFirst()
                .orElse("");
    }

    /** Whether each backend's check has been told of. */
    boolean allTold(List<String> lines) {
        return backends.keySet().stream().noneMatch(name -> first(lines, name).isEmpty());
    }
}
