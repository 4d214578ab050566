package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.test.HaproxyProcess;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What syslog servers are sent: HAProxy's datagrams. */
class SyslogTests {

    private static final int MOST = 65535;

    private final Origin origin = Origin.answering("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
    private final DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final ConfiguredGateway gateway = ConfiguredGateway.withFront(1)
            .set("defaults.option", "log-separate-errors")
            .server("back/s0", origin);

    SyslogTests() throws IOException {}

    @AfterEach
    void stop() {
        gateway.close();
        syslog.close();
        origin.close();
    }

    /** Keywords and their values, in HAProxy's words; {@code @} stands for the server. */
    static Stream<List<String>> datagrams() {
        String request = "log-format %ci %ST \u00e4 %{+Q}r";
        return Stream.of(
                List.of(request, "log @ local3"),
                List.of(request, "log @ format local local3"),
                List.of(request, "log @ format rfc3164 local3"),
                List.of(request, "log @ format rfc5424 local3"),
                List.of(request, "log @ format priority local3"),
                List.of(request, "log @ format short daemon"),
                List.of(request, "log @ format timed daemon"),
                List.of(request, "log @ format iso daemon"),
                List.of(request, "log @ format raw daemon"),
                List.of(request, "log @ len 80 local3"),
                List.of(request, "log @ len 80 format raw local3"),
                List.of(request, "log @ local3 err"),
                List.of(request, "log @ local3 info warning"),
                List.of(request, "log @ local3 debug debug"),
                List.of(request, "log @ local3", "log-tag my-tag[x]"),
                List.of(
                        request,
                        "log @ format rfc5424 kern",
                        "log-tag my-tag",
                        "log-format-sd %{+Q,+E}o [a@1 b=%b r=%r]"),
                List.of(request, "log @ local3", "log-format-sd [a@1 b=%b]"),
                List.of(request, "log @ local1", "log @ local2"),
                List.of("option httplog", "log @ local3"),
                List.of("log @ local3"));
    }

    @ParameterizedTest
    @MethodSource
    void datagrams(List<String> said, @TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        int count = (int) said.stream().filter(line -> line.startsWith("log ")).count();

        assertThat(ofTheGateway(said, count)).containsExactlyElementsOf(ofHaproxy(said, count, directory));
    }

    private List<String> ofHaproxy(List<String> said, int count, Path directory) throws Exception {
        List<String> front = new ArrayList<>(List.of("no log", "option log-separate-errors"));
        for (String line : said) {
            String addressed = line.replace("@ ", "127.0.0.1:" + syslog.getLocalPort() + " ");
            int blank = line.indexOf(' ');
            front.add(
                    line.startsWith("log-format")
                            ? line.substring(0, blank) + " \"" + line.substring(blank + 1) + '"'
                            : addressed);
        }
        try (HaproxyLog haproxy = HaproxyLog.start(directory, front, origin)) {
            ask(haproxy.address(), 20);
            return receive(count);
        }
    }

    private List<String> ofTheGateway(List<String> said, int count) throws Exception {
        for (String line : said) {
            int blank = line.indexOf(' ');
            String keyword = "frontend.front." + line.substring(0, blank);
            if (line.startsWith("log ")) {
                gateway.add(keyword, line.replace("log @", "127.0.0.1:" + syslog.getLocalPort()));
            } else {
                gateway.set(keyword, line.substring(blank + 1));
            }
        }
        ask(gateway.start().address(), 20);
        return receive(count);
    }

    private static void ask(InetSocketAddress proxy, int length) throws IOException {
        try (RawClient client = RawClient.to(proxy)) {
            client.get("/a\\b]" + "x".repeat(length));
        }
    }

    /** Without what differs from run to run. */
    private List<String> receive(int count) throws IOException {
        List<String> messages = new ArrayList<>();
        syslog.setSoTimeout(10_000);
        for (int i = 0; i < count; i++) {
            DatagramPacket packet = new DatagramPacket(new byte[MOST], MOST);
            syslog.receive(packet);
            messages.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1)
                    .replaceAll("[A-Z][a-z]{2} [ 1-3]\\d( |:)\\d\\d(:\\d\\d){1,2} ", "date ")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{15}", "instant")
                    .replaceAll("\\[\\d+]: ", "[pid]: ")
                    .replaceAll("(haproxy|my-tag) \\d+ ", "$1 pid ")
                    .replaceAll("\\d\\d/[A-Z][a-z]{2}/\\d{4}(:\\d\\d){3}\\.\\d{3}", "date")
                    .replaceAll("127\\.0\\.0\\.1:\\d+ ", "client ")
                    .replaceAll(" to client ", " to server ")
                    .replaceAll("(\\d+/){4}\\d+ 500 \\d+ ", "timers 500 ")
                    .replaceAll("(?<=---- )(\\d+/){4}", "connections/")
                    // what is cut off depends on the lengths of these
                    .replaceAll("(?s)x{5,}.{0,40}\n$", "x")
                    .replaceAll("(?s)(?<=\u00c3\u00a4 \"GET /a).{0,70}\n$", "..."));
        }
        return messages;
    }

    @Test
    void aLineIsAsLongAsItsTargetTakes() throws IOException {
        String target = "127.0.0.1:" + syslog.getLocalPort();
        gateway.set("frontend.front.log[0]", target + " len 100 format raw local0");
        gateway.set("frontend.front.log[1]", target + " local0");
        gateway.set("frontend.front.option", "httplog");
        ask(gateway.start().address(), 1200);

        syslog.setSoTimeout(10_000);
        for (int most : new int[] {100, 1024}) {
            DatagramPacket packet = new DatagramPacket(new byte[MOST], MOST);
            syslog.receive(packet);
            assertThat(packet.getLength()).isEqualTo(most + 1);
            assertThat(packet.getData()[most]).isEqualTo((byte) '\n');
        }
    }

    @Test
    void aUnixSocketIsSentTheSameAndALostLineIsCounted(@TempDir Path directory) throws IOException {
        assumeTrue(Epoll.isAvailable(), "UNIX datagrams need Linux");
        Path path = directory.resolve("log");
        gateway.set("global.log[0]", path + " local3");
        gateway.set("global.log-send-hostname", "here");
        gateway.set("defaults.log", "global");
        gateway.set("defaults.log-format", "%ci %ST");
        InetSocketAddress address = gateway.start().address();
        ask(address, 1);
        TestGateway.soon().until(() -> gateway.gateway().droppedLogs() == 1);

        Socket server = Socket.newSocketDomainDgram();
        try {
            server.bind(new DomainSocketAddress(path.toFile()));
            ask(address, 1);
            ByteBuffer message = ByteBuffer.allocateDirect(MOST);
            TestGateway.soon().until(() -> server.recvFromDomainSocket(message, 0, MOST) != null);
            byte[] text = new byte[60];
            message.get(text);
            assertThat(new String(text, StandardCharsets.US_ASCII))
                    .matches(
                            "(?s)<155>[A-Z][a-z]{2} [ 1-3]\\d \\d\\d:\\d\\d:\\d\\d here haproxy\\[\\d+]: 127\\.0\\.0\\.1 500\n.*");
        } finally {
            server.close();
        }
    }

    @Test
    void aServerWithoutAnAddressStopsTheStart() {
        gateway.set("frontend.front.log", "no.such.host.invalid:514 local0");

        assertThatThrownBy(gateway::start)
                .hasMessageContaining("gateway.frontend.front.log = 'no.such.host.invalid'")
                .hasMessageContaining("has no address");
    }
}
