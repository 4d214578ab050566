package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.server.check.ServerCheck;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Backends with one checked server each, run by HAProxy or by the gateway, and what the log says of them. Lines are
 * HAProxy's; one that begins with {@code server} has words for the server.
 */
final class HaproxyChecks {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

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

    private String server(String name) {
        StringBuilder server = new StringBuilder("127.0.0.1:" + ports.get(name) + " check");
        backends.get(name).stream()
                .filter(line -> line.startsWith("server "))
                .forEach(line -> server.append(line.substring("server".length())));
        return server.toString();
    }

    /** What HAProxy logs until it has logged enough. */
    List<String> haproxy(Path directory, Predicate<List<String>> enough) throws IOException {
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog.setReceiveBufferSize(1 << 20);
            Path file = Files.write(directory.resolve("checks.cfg"), configuration(directory, syslog.getLocalPort()));
            Process process = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("checks.log").toFile())
                    .start();
            try {
                return lines(syslog, process, enough);
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    private List<String> configuration(Path directory, int syslog) {
        List<String> lines = new ArrayList<>(List.of(
                "global",
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
            lines.add("server s1 " + server(name));
        });
        return lines;
    }

    private static List<String> lines(DatagramSocket syslog, Process process, Predicate<List<String>> enough)
            throws IOException {
        List<String> lines = new ArrayList<>();
        syslog.setSoTimeout(200);
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!enough.test(lines) && process.isAlive() && System.nanoTime() < end) {
            DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
            try {
                syslog.receive(packet);
                String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                lines.add(comparable(line.substring(line.indexOf("]: ") + 3)));
            } catch (SocketTimeoutException silence) {
                // perhaps later
            }
        }
        return lines;
    }

    /** What the gateway logs until it has logged enough, each server in a backend of its own. */
    List<String> gateway(Predicate<List<String>> enough, Map<String, ServerCheck> beans) {
        Map<String, Object> properties = new LinkedHashMap<>();
        backends.forEach((name, lines) -> {
            String backend = "gateway.backend." + name + ".";
            Map<String, Integer> counts = new LinkedHashMap<>();
            properties.put(backend + "mode", "http");
            properties.put(backend + "server.s1", server(name));
            properties.put(backend + "timeout.connect", "5s");
            properties.put(backend + "option[0]", "log-health-checks");
            counts.put("option", 1);
            for (String line : lines) {
                String[] words = line.split(" ", 2);
                if (words[0].equals("timeout")) {
                    properties.put(backend + "timeout." + words[1].split(" ")[0], words[1].split(" ")[1]);
                } else if (!words[0].equals("server")) {
                    int index = counts.merge(words[0], 1, Integer::sum) - 1;
                    properties.put(backend + words[0] + "[" + index + "]", words[1]);
                }
            }
        });
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return logged(environment, enough, beans);
    }

    private static List<String> logged(
            StandardEnvironment environment, Predicate<List<String>> enough, Map<String, ServerCheck> beans) {
        Logger log = (Logger) LoggerFactory.getLogger("gateway.server");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        log.addAppender(appender);
        GatewayLoopResources loops = GatewayLoopResources.create("test", 2);
        Gateway gateway = Gateway.start(GatewayGrammar.read(environment), loops, change -> {}, beans, null);
        try {
            soon().until(() -> enough.test(texts(appender)));
            return texts(appender);
        } finally {
            gateway.stop(Duration.ZERO);
            loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
            log.detachAppender(appender);
        }
    }

    private static List<String> texts(ListAppender<ILoggingEvent> appender) {
        return appender.list.stream()
                .map(event -> comparable(event.getFormattedMessage()))
                .toList();
    }

    private static String comparable(String line) {
        return line.strip().replaceAll("duration: \\d+ms", "duration: 0ms");
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
