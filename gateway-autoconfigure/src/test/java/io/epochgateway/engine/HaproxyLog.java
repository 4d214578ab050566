package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;

import io.epochgateway.runtimeapi.Cli;
import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HAProxy with one proxy, {@code front} and its backend {@code back}, and what it sends to its syslog server. */
final class HaproxyLog implements AutoCloseable {

    private static final int MOST = 65535;

    private final HaproxyProcess process;
    private final DatagramSocket syslog;
    private final InetSocketAddress address;

    private HaproxyLog(HaproxyProcess process, DatagramSocket syslog, InetSocketAddress address) {
        this.process = process;
        this.syslog = syslog;
        this.address = address;
    }

    /** Starts it in mode http with these lines for the frontend, and one server. */
    static HaproxyLog start(Path directory, List<String> front, Origin origin) throws IOException {
        List<String> defaults =
                List.of("mode http", "timeout client 10s", "timeout server 10s", "timeout connect 1s", "retries 1");
        String server = "server s0 127.0.0.1:" + origin.address().getPort();
        return start(directory, defaults, front, List.of(server));
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
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", Ports.free());
        List<String> lines = new ArrayList<>(List.of(
                "nbthread 1",
                "log 127.0.0.1:" + syslog.getLocalPort() + " len 65535 local0",
                "defaults",
                "log global"));
        lines.addAll(defaults);
        lines.addAll(List.of("frontend front", "bind 127.0.0.1:" + address.getPort(), "default_backend back"));
        lines.addAll(front);
        lines.add("backend back");
        lines.addAll(servers);
        try {
            return new HaproxyLog(HaproxyProcess.start(directory, String.join("\n", lines)), syslog, address);
        } catch (IOException | RuntimeException e) {
            syslog.close();
            throw e;
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
        soon().until(() ->
                rows(process.socket()).get("front/FRONTEND").get("scur").equals("0"));
        return rows(process.socket());
    }

    /** The same of whoever has that socket for operators, at once. */
    static Map<String, Map<String, String>> rows(Path socket) throws IOException {
        List<String> lines = Cli.ask(socket, "show stat\n")
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        String[] columns = lines.getFirst().substring(2).split(",");
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
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
        process.close();
        syslog.close();
    }
}
