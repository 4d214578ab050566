package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The PROXY protocol with HAProxy and nginx as they are installed: what the far side takes for the client. */
@Timeout(30)
@SuppressWarnings("try") // peers and gateways only have to run
class ProxyProtocolPeersTests {

    private static final String HAPROXY = """
            defaults
              mode http
              timeout client 10s
              timeout server 10s
              timeout connect 10s
            """;

    @TempDir
    private Path directory;

    private static Setup sending(int port, SendProxy version) {
        return new Setup()
                .connect(new ConnectOptions(version, null, null, null, Duration.ZERO))
                .server(ServerAddress.of("127.0.0.1", port));
    }

    /** What the far side says, and what it should say: the address of this side. */
    private static void assertSeesUs(java.net.SocketAddress gateway) throws IOException {
        try (SocketChannel client = SocketChannel.open(gateway)) {
            String seen = ask(client);
            InetSocketAddress own = (InetSocketAddress) client.getLocalAddress();
            InetAddress host = own.getAddress();
            String expected = (host.getAddress().length == 4 ? "127.0.0.1" : "::1") + " " + own.getPort();
            assertThat(seen).endsWith("\r\n\r\n" + expected);
        }
    }

    private static String ask(SocketChannel client) throws IOException {
        client.write(StandardCharsets.US_ASCII.encode("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
        ByteBuffer answer = ByteBuffer.allocate(4096);
        while (client.read(answer) >= 0) {
            assertThat(answer.hasRemaining()).isTrue();
        }
        return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
    }

    private static Stream<SocketAddress> families() {
        return Stream.of(new Tcp("127.0.0.1", 0), new Tcp("::1", 0));
    }

    private static List<java.net.SocketAddress> start(TestGateway gateway) {
        return gateway.gateway().frontends().iterator().next().addresses();
    }

    @ParameterizedTest
    @EnumSource(SendProxy.class)
    void nginxSeesTheClient(SendProxy version) throws IOException {
        int port = Ports.free();
        String http = "server { listen 127.0.0.1:" + port
                + " proxy_protocol; location / { return 200 \"$proxy_protocol_addr $proxy_protocol_port\"; } }";
        try (Peer nginx = Peer.nginx(directory, port, http);
                TestGateway gateway = TestGateway.start(sending(port, version)
                        .binds(families()
                                .map(address -> Setup.bind(address, false))
                                .toArray(BindDefinition[]::new)))) {
            for (java.net.SocketAddress address : start(gateway)) {
                assertSeesUs(address);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SendProxy.class)
    void haproxySeesTheClient(SendProxy version) throws IOException {
        int port = Ports.free();
        String configuration = HAPROXY + "frontend f\n  bind 127.0.0.1:" + port + " accept-proxy\n"
                + "  http-request return content-type text/plain lf-string \"%[src] %[src_port]\"\n";
        try (Peer haproxy = Peer.haproxy(directory, port, configuration);
                TestGateway gateway = TestGateway.start(sending(port, version)
                        .binds(families()
                                .map(address -> Setup.bind(address, false))
                                .toArray(BindDefinition[]::new)))) {
            for (java.net.SocketAddress address : start(gateway)) {
                assertSeesUs(address);
            }
        }
    }

    @Test
    void aUnixClientIsUnknownToHaproxy() throws IOException {
        int port = Ports.free();
        String configuration = HAPROXY + "frontend f\n  bind 127.0.0.1:" + port + " accept-proxy\n"
                + "  http-request return content-type text/plain lf-string \"%[src]\"\n";
        Path socket = directory.resolve("gateway.sock");
        for (SendProxy version : SendProxy.values()) {
            try (Peer haproxy = Peer.haproxy(directory, port, configuration);
                    TestGateway gateway = TestGateway.start(sending(port, version)
                            .binds(Setup.bind(new SocketAddress.Unix(socket.toString()), false)));
                    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                // so the address of the connection itself holds
                assertThat(ask(client)).endsWith("\r\n\r\n127.0.0.1");
            }
        }
    }

    /** HAProxy's header goes through the gateway and comes out as another one. */
    @ParameterizedTest
    @MethodSource
    void theClientOfHaproxyGoesThroughTheGateway(String sendProxy, SendProxy version) throws IOException {
        int port = Ports.free();
        int entry = Ports.free();
        int entry6 = Ports.free();
        try (TestGateway gateway =
                        TestGateway.start(sending(port, version).binds(Setup.bind(new Tcp("127.0.0.1", 0), true)));
                Peer haproxy = Peer.haproxy(
                        directory,
                        entry,
                        HAPROXY + """
                        listen in
                          bind 127.0.0.1:%d
                          bind ::1:%d
                          server gateway 127.0.0.1:%d %s
                        frontend out
                          bind 127.0.0.1:%d accept-proxy
                          http-request return content-type text/plain lf-string "%%[src] %%[src_port]"
                        """.formatted(entry, entry6, gateway.address().getPort(), sendProxy, port))) {
            assertSeesUs(new InetSocketAddress("127.0.0.1", entry));
            assertSeesUs(new InetSocketAddress("::1", entry6));
        }
    }

    private static Stream<Arguments> theClientOfHaproxyGoesThroughTheGateway() {
        return Stream.of("send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c,unique-id")
                .flatMap(words ->
                        Stream.of(SendProxy.V1, SendProxy.V2_CRC32C).map(version -> Arguments.of(words, version)));
    }
}
