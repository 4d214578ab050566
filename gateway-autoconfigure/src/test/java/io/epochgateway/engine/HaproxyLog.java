package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.runtimeapi.Cli;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HAProxy with one proxy, {@code front} and its backend {@code back}, and what it sends to its syslog server. */
final class HaproxyLog implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final int MOST = 65535;

    private final Process process;
    private final DatagramSocket syslog;
    private final InetSocketAddress address;
    private final Path socket;

    private HaproxyLog(Process process, DatagramSocket syslog, InetSocketAddress address, Path socket) {
        this.process = process;
        this.syslog = syslog;
        this.address = address;
        this.socket = socket;
    }

    static void assumeInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    }

    /**
     * Starts it.
     *
     * @param defaults lines for the section {@code defaults}
     * @param servers lines for the backend
     */
    static HaproxyLog start(Path directory, List<String> defaults, List<String> servers) throws IOException {
        return start(directory, defaults, List.of(), servers);
    }

    /**
     * Starts it.
     *
     * @param defaults lines for the section {@code defaults}
     * @param front lines for the frontend
     * @param servers lines for the backend
     */
    static HaproxyLog start(Path directory, List<String> defaults, List<String> front, List<String> servers)
            throws IOException {
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", freePort());
        List<String> lines = new ArrayList<>();
        Path socket = directory.resolve("haproxy.sock");
        lines.addAll(List.of(
                "global",
                "nbthread 1",
                "stats socket " + socket,
                "log 127.0.0.1:" + syslog.getLocalPort() + " len 65535 local0"));
        lines.addAll(List.of("defaults", "log global"));
        lines.addAll(defaults);
        lines.addAll(List.of("frontend front", "bind 127.0.0.1:" + address.getPort(), "default_backend back"));
        lines.addAll(front);
        lines.add("backend back");
        lines.addAll(servers);
        Path configuration = Files.write(directory.resolve("haproxy.cfg"), lines);
        Process process = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        HaproxyLog started = new HaproxyLog(process, syslog, address, socket);
        try {
            soon().until(() -> Files.exists(socket) || !process.isAlive());
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    InetSocketAddress address() {
        return address;
    }

    List<String> await(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            lines.add(next());
        }
        return lines;
    }

    /** The rows of {@code show stat} by {@code pxname/svname}, each a value by its column, once nobody is connected. */
    Map<String, Map<String, String>> statistics() throws IOException {
        soon().until(() -> show().get("front/FRONTEND").get("scur").equals("0"));
        return show();
    }

    private Map<String, Map<String, String>> show() throws IOException {
        List<String> lines = Cli.ask(socket, "show stat\n")
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        String[] columns = lines.getFirst().substring(2).split(",");
        Map<String, Map<String, String>> rows = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            rows.put(row.get("pxname") + "/" + row.get("svname"), row);
        }
        return rows;
    }

    /** What stands behind the header of syslog. */
    private String next() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MOST], MOST);
        syslog.setSoTimeout(10_000);
        try {
            syslog.receive(packet);
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("no line", silence);
        }
        String message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        return message.substring(message.indexOf("]: ") + 3).stripTrailing();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        syslog.close();
    }
}
