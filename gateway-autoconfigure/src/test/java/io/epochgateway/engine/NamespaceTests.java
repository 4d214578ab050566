package io.epochgateway.engine;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.BindOptions.V6;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.FileAccess;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.SocketAddress.Abstract;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.definition.SourceAddress;
import io.epochgateway.epoll.NetworkNamespace;
import io.epochgateway.net.BindFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets in another network namespace than the process. */
@Timeout(30)
@SuppressWarnings("try") // peers and gateways only have to run
class NamespaceTests {

    private static final String NAME = "epoch-" + ProcessHandle.current().pid();
    private static final String ADDRESS = "192.0.2.1";

    private static @Nullable NetworkNamespace inside;

    @BeforeAll
    static void addNamespace() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make network namespaces");
        assumeTrue(run("ip", "-Version"), "iproute2 is not installed");
        assumeTrue(run("ip", "netns", "add", NAME), "no network namespace can be made here");
        assertThat(run("ip", "-n", NAME, "link", "set", "lo", "up")).isTrue();
        assertThat(run("ip", "-n", NAME, "address", "add", ADDRESS + "/32", "dev", "lo"))
                .isTrue();
        inside = NetworkNamespace.open(NAME);
    }

    @AfterAll
    static void deleteNamespace() throws IOException, InterruptedException {
        if (inside != null) {
            inside.close();
            run("ip", "netns", "delete", NAME);
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static BindDefinition bind(SocketAddress address, String namespace, int shards) {
        BindOptions options = new BindOptions(
                null, 0, false, V6.SYSTEM, null, namespace, 0, false, false, ZERO, 0, shards, FileAccess.UNCHANGED);
        return new BindDefinition("test.bind", address, 0, options);
    }

    private static ConnectOptions connect(@Nullable SourceAddress source, String namespace) {
        return new ConnectOptions(null, source, null, namespace, ZERO);
    }

    @Test
    void aBindListensInItsNamespaceAlone() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(2).binds(bind(new Tcp(ADDRESS, 0), NAME, 0)))) {
            for (int i = 0; i < 10; i++) {
                try (RawClient client = inside.call(() -> RawClient.to(gateway.address()))) {
                    assertThat(client.get("/inside").body()).isEqualTo("/inside");
                }
            }
        }
    }

    @Test
    void thePortStaysFreeOutside() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).binds(bind(new Tcp("127.0.0.1", 0), NAME, 0)));
                ServerSocket outside = new ServerSocket()) {
            outside.bind(gateway.address());
            assertThat(outside.isBound()).isTrue();
        }
    }

    @Test
    void aServerIsReachedInItsNamespaceByAllLoopsAndAgain() throws IOException {
        try (Origin origin = inside.call(Origin::answeringWithTheTarget);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).loops(2).connect(connect(null, NAME)))) {
            for (int i = 0; i < 20; i++) {
                try (RawClient client = gateway.client()) {
                    assertThat(client.get("/inside").body()).isEqualTo("/inside");
                    assertThat(client.get("/again").body()).isEqualTo("/again");
                }
            }
        }
    }

    @Test
    void aSourceIsAnAddressOfTheNamespace() throws IOException {
        try (Origin origin = inside.call(() -> Origin.that(connection -> {
                    connection.send(connection.remote() + "\r\n");
                    connection.rest();
                }));
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).tcp().connect(connect(new SourceAddress(ADDRESS, 5000, 5001), NAME)));
                RawClient client = gateway.client()) {
            assertThat(client.line()).startsWith("/" + ADDRESS + ":500");
        }
    }

    @Test
    void withoutTheNamespaceTheServerIsNotReached() throws IOException {
        try (Origin origin = inside.call(Origin::answeringWithTheTarget);
                TestGateway gateway = TestGateway.start(Setup.to(origin).retries(0));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
        }
    }

    @Test
    void aConnectionThatIsRefusedInsideIsAnsweredAs503() throws IOException {
        try (TestGateway gateway = TestGateway.start(new Setup()
                        .server(new InetSocketAddress(ADDRESS, 1), 1, false)
                        .retries(1)
                        .connect(connect(null, NAME)));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
        }
    }

    @Test
    void abstractSocketsAreOfTheirNamespace() throws IOException {
        Abstract address = new Abstract("epoch-" + NAME, true);
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway inner = TestGateway.start(Setup.to(origin).binds(bind(address, NAME, 0)));
                TestGateway outer = TestGateway.start(
                        new Setup().server(new ServerAddress(address, false, 0)).connect(connect(null, NAME)));
                TestGateway lost = TestGateway.start(
                        new Setup().server(new ServerAddress(address, false, 0)).retries(0));
                RawClient client = outer.client();
                RawClient outside = lost.client()) {
            assertThat(client.get("/a").body()).isEqualTo("/a");
            assertThat(outside.get("/a").status()).isEqualTo(503);
        }
    }

    @Test
    void noThreadOutsideEverEntersIt() throws IOException {
        try (Origin origin = inside.call(Origin::answeringWithTheTarget);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).connect(connect(null, NAME)).binds(bind(new Tcp(ADDRESS, 0), NAME, 0)));
                RawClient client = inside.call(() -> RawClient.to(gateway.address()))) {
            assertThat(client.get("/").body()).isEqualTo("/");
            assertThat(foreignThreads()).isNotEmpty().allMatch(thread -> thread.startsWith("netns-"));
        }
    }

    /** The names of those of our threads that are in another namespace than the process. */
    private static List<String> foreignThreads() throws IOException {
        Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(task -> {
                        try {
                            return !Files.readSymbolicLink(task.resolve("ns/net"))
                                    .equals(own);
                        } catch (IOException ended) {
                            return false;
                        }
                    })
                    .map(NamespaceTests::name)
                    .toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException ended) {
            return "netns-ended";
        }
    }

    @Test
    void aMissingNamespaceStopsTheStart() {
        assertThatExceptionOfType(BindFailedException.class)
                .isThrownBy(() -> TestGateway.start(new Setup().binds(bind(new Tcp("", 0), "no-such", 0))))
                .withMessage("test.bind: cannot listen on :0: there is no network namespace 'no-such'"
                        + " (/var/run/netns/no-such)");
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> TestGateway.start(new Setup()
                        .server(new InetSocketAddress("127.0.0.1", 1), 1, false)
                        .connect(connect(null, "no-such"))))
                .withMessageContaining("test.server.s0")
                .withMessageContaining("there is no network namespace 'no-such'");
    }

    @Test
    void aPortThatIsTakenInsideStopsTheStart() throws IOException {
        try (ServerSocket taken = inside.call(() -> new ServerSocket(0))) {
            assertThatExceptionOfType(BindFailedException.class)
                    .isThrownBy(() ->
                            TestGateway.start(new Setup().binds(bind(new Tcp("", taken.getLocalPort()), NAME, 0))))
                    .withMessageContaining("Address already in use");
        }
    }

    @Test
    void whatIsNoNamespaceIsSaidSo() throws IOException {
        Path file = Files.createFile(Path.of("/var/run/netns", NAME + "-file"));
        try {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> NetworkNamespace.open(NAME + "-file"))
                    .withMessageContaining("is no network namespace");
        } finally {
            Files.delete(file);
        }
    }
}
