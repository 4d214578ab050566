package io.epochgateway.engine;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.BindOptions.V6;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.FileAccess;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.SocketAddress.Abstract;
import io.epochgateway.definition.SocketAddress.Inherited;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.definition.SocketAddress.Unix;
import io.epochgateway.definition.SourceAddress;
import io.epochgateway.net.BindFailedException;
import io.epochgateway.net.Described.Kind;
import io.epochgateway.test.Ports;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a bind may listen and a server may be. */
@Timeout(30)
@SuppressWarnings("try") // peers and gateways only have to run
class AddressTests {

    @TempDir
    private static Path directory;

    private static Stream<SocketAddress> unixAddresses() {
        String name = "epoch-" + ProcessHandle.current().pid();
        return Stream.of(
                new Unix(directory.resolve("s").toString()), new Abstract(name, true), new Abstract(name, false));
    }

    private static BindDefinition bind(SocketAddress address, V6 v6, int shards, FileAccess file) {
        return new BindDefinition(
                "test.bind",
                address,
                0,
                new BindOptions(null, 0, false, v6, null, null, 1000, true, false, ZERO, 100, shards, file));
    }

    /** One gateway listens there, another one has it as its server. */
    @ParameterizedTest
    @MethodSource("unixAddresses")
    void aUnixSocketIsListenedOnAndConnectedTo(SocketAddress address) throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway inner = TestGateway.start(Setup.to(origin).binds(Setup.bind(address, false)));
                TestGateway outer = TestGateway.start(new Setup().server(new ServerAddress(address, false, 0)));
                RawClient client = outer.client()) {
            assertThat(client.get("/a").body()).isEqualTo("/a");
            assertThat(client.get("/b").body()).isEqualTo("/b");
            assertThat(inner.descriptors(Kind.CLIENT)).hasSize(1);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void inModeTcpAHalfCloseGoesThroughUnixSockets() throws IOException {
        Unix address = new Unix(directory.resolve("tcp").toString());
        try (Origin origin = Origin.that(connection -> connection.send(connection.rest()));
                TestGateway inner = TestGateway.start(Setup.to(origin).tcp().binds(Setup.bind(address, false)));
                TestGateway outer = TestGateway.start(new Setup().tcp().server(new ServerAddress(address, false, 0)));
                RawClient client = outer.client()) {
            String megabyte = "0123456789abcdef".repeat(65536);
            client.send(megabyte);
            client.endOutput();
            assertThat(client.rest().equals(megabyte)).isTrue();
        }
    }

    @Test
    void aUnixSocketsFileHasThePermissionsOfTheBind() throws IOException {
        Path file = directory.resolve("m");
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin)
                        .binds(bind(new Unix(file.toString()), V6.SYSTEM, 0, new FileAccess(0620, null, null))))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw--w----");
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        assertThatExceptionOfType(BindFailedException.class)
                .isThrownBy(() -> TestGateway.start(new Setup().binds(Setup.bind(new Unix(file.toString()), false))))
                .withMessageContaining("there is a file that is no socket");
        assertThat(file).hasContent("data");
        Files.delete(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 64})
    void anAddressHasAsManySocketsAsTheBindWants(int shards) throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(Setup.to(origin)
                        .loops(3)
                        .binds(bind(new Tcp("127.0.0.1", 0), V6.SYSTEM, shards, FileAccess.UNCHANGED)))) {
            assertThat(gateway.descriptors(Kind.LISTENER)).hasSize(shards == 0 ? 3 : Math.min(shards, 3));
            for (int i = 0; i < 10; i++) {
                try (RawClient client = gateway.client()) {
                    assertThat(client.get("/").body()).isEqualTo("/");
                }
            }
        }
    }

    @Test
    void anIpv6AddressTakesIpv4ClientsOnlyWithV4v6() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway both = TestGateway.start(
                        Setup.to(origin).binds(bind(new Tcp("::", 0), V6.V4V6, 0, FileAccess.UNCHANGED)));
                TestGateway six = TestGateway.start(
                        Setup.to(origin).binds(bind(new Tcp("::", 0), V6.V6ONLY, 0, FileAccess.UNCHANGED)))) {
            InetAddress four = InetAddress.getByName("127.0.0.1");
            try (RawClient client =
                    RawClient.to(new InetSocketAddress(four, both.address().getPort()))) {
                assertThat(client.get("/").body()).isEqualTo("/");
            }
            try (RawClient client = RawClient.to(new InetSocketAddress(
                    Inet6Address.getByName("::1"), six.address().getPort()))) {
                assertThat(client.get("/").body()).isEqualTo("/");
            }
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> RawClient.to(
                            new InetSocketAddress(four, six.address().getPort())));
        }
    }

    @Test
    void aSocketOfTheParentIsAdopted() throws IOException {
        Socket inherited = Socket.newSocketStream();
        inherited.bind(new InetSocketAddress("127.0.0.1", 0));
        inherited.listen(10);
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).binds(Setup.bind(new Inherited(inherited.intValue()), false)));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").body()).isEqualTo("/");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9999})
    void whatIsNoListeningSocketIsNotAdopted(int fd) {
        assertThatExceptionOfType(BindFailedException.class)
                .isThrownBy(() -> TestGateway.start(new Setup().binds(Setup.bind(new Inherited(fd), false))))
                .withMessageContaining("fd@" + fd);
    }

    @Test
    void aConnectionComesFromTheSourceAndItsPorts() throws IOException {
        int first = Ports.free();
        List<String> seen = new ArrayList<>();
        try (Origin origin = Origin.that(connection -> {
                    String from = connection.remote().toString();
                    connection.send(from + "\r\n");
                    connection.rest();
                });
                TestGateway gateway = TestGateway.start(new Setup()
                        .tcp()
                        .connect(new ConnectOptions(
                                null, new SourceAddress("127.0.0.3", first, first + 1), null, null, ZERO))
                        .server(origin.address(), 1, false));
                RawClient one = gateway.client();
                RawClient two = gateway.client()) {
            seen.add(one.line());
            seen.add(two.line());
        }
        assertThat(seen).containsExactlyInAnyOrder("/127.0.0.3:" + first, "/127.0.0.3:" + (first + 1));
    }

    @Test
    void aServersPortFollowsTheClients() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget()) {
            int port = origin.address().getPort();
            int bound = port > 40000 ? port - 10000 : port + 10000;
            ServerAddress mapped = new ServerAddress(new Tcp("127.0.0.1", 0), true, port - bound);
            try (TestGateway gateway =
                            TestGateway.start(new Setup().server(mapped).port(bound));
                    RawClient client = gateway.client()) {
                assertThat(client.get("/").body()).isEqualTo("/");
                assertThat(client.get("/").body()).isEqualTo("/");
                assertThat(origin.accepted()).isEqualTo(1);
            }
        }
    }

    @Test
    void aServersAddressMayBeTheOneThatTheClientAskedFor() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(new Setup()
                        .server(new ServerAddress(new Tcp("", origin.address().getPort()), false, 0)));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").body()).isEqualTo("/");
        }
    }
}
