package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of others on both sides of mode tcp: TLS of OpenSSL by its server name, and a client that ends its side first. */
class RealPeerTests {

    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final Path SOCAT = Path.of("/usr/bin/socat");
    private static final int MUCH = 5_000_000;

    private static ConfiguredGateway tcp() {
        return ConfiguredGateway.withFront(1)
                .set("defaults.mode", "tcp")
                .set("defaults.timeout.client", "10s")
                .set("defaults.timeout.server", "10s")
                .set("defaults.timeout.connect", "5s");
    }

    private static Process run(String... words) throws IOException {
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private static String said(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(10, TimeUnit.SECONDS);
        return text;
    }

    /** {@code openssl s_server} with a certificate of that name. */
    private record TlsPeer(Process process, int port) implements AutoCloseable {

        static TlsPeer start(Path directory, String name) throws Exception {
            Path key = directory.resolve(name + ".key");
            Path certificate = directory.resolve(name + ".pem");
            String made = said(run(
                    OPENSSL.toString(),
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                    "-days",
                    "1",
                    "-subj",
                    "/CN=" + name,
                    "-keyout",
                    key.toString(),
                    "-out",
                    certificate.toString()));
            assertThat(certificate).as(made).exists();
            Process server = run(
                    OPENSSL.toString(),
                    "s_server",
                    "-accept",
                    "127.0.0.1:0",
                    "-cert",
                    certificate.toString(),
                    "-key",
                    key.toString(),
                    "-www");
            BufferedReader lines = new BufferedReader(new InputStreamReader(server.getInputStream()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ACCEPT 127.0.0.1:")) {
                    return new TlsPeer(server, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
                }
            }
            throw new AssertionError("openssl s_server doesn't listen");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void opensslReachesTheServerThatItNames(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(OPENSSL), OPENSSL + " is not installed");
        try (TlsPeer shop = TlsPeer.start(directory, "shop.example");
                TlsPeer web = TlsPeer.start(directory, "web.example");
                ConfiguredGateway gateway = tcp()) {
            gateway.set("frontend.front.tcp-request.inspect-delay", "5s")
                    .set("frontend.front.tcp-request.content[0]", "accept if { req.ssl_hello_type 1 }")
                    .set("frontend.front.tcp-request.content[1]", "reject")
                    .set("frontend.front.use-backend", "shop if { req.ssl_sni -i shop.example }")
                    .server("back/s", web.port(), "")
                    .server("shop/s", shop.port(), "")
                    .start();
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertThat(ask(gateway, version, "shop.example")).contains("CN = shop.example");
                assertThat(ask(gateway, version, "SHOP.example")).contains("CN = shop.example");
                assertThat(ask(gateway, version, "other.example")).contains("CN = web.example");
            }
        }
    }

    /** What {@code openssl s_client} tells of the server, and the server of the client. */
    private static String ask(ConfiguredGateway gateway, String version, String name) throws Exception {
        Process client = run(
                OPENSSL.toString(),
                "s_client",
                "-connect",
                "127.0.0.1:" + gateway.port("front"),
                "-servername",
                name,
                version,
                "-ign_eof");
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        String text = said(client);
        assertThat(text).contains("HTTP/1.0 200 ok");
        return text.replaceAll("CN ?= ?", "CN = ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "splice-auto", "splice-request"})
    void aClientThatEndsItsSideFirstGetsTheWholeAnswer(String option) throws Exception {
        assumeTrue(Files.isExecutable(SOCAT), SOCAT + " is not installed");
        byte[] much = new byte[MUCH];
        ThreadLocalRandom.current().nextBytes(much);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(much));
        int port = freePort();
        // it answers only once it has seen the end
        Process server = run(
                SOCAT.toString(),
                "TCP-LISTEN:" + port + ",bind=127.0.0.1,reuseaddr,fork",
                "SYSTEM:sha256sum; cat /proc/version; echo the end");
        try (ConfiguredGateway gateway = tcp()) {
            if (!option.isEmpty()) {
                gateway.set("defaults.option." + option, "true");
            }
            gateway.server("back/s", port, "").start();
            TestGateway.soon().until(() -> isOpen(port));
            Process client = run(SOCAT.toString(), "-t", "20", "-", "TCP:127.0.0.1:" + gateway.port("front"));
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    answer.complete(said(client));
                } catch (IOException | InterruptedException e) {
                    answer.completeExceptionally(e);
                }
            });
            client.getOutputStream().write(much);
            client.getOutputStream().close();
            assertThat(answer.get(30, TimeUnit.SECONDS)).startsWith(sum).endsWith("the end\n");
            gateway.awaitNoSessions();
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
