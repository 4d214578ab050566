package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.BindFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class GatewayLifecycleTests {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer origin;

    @BeforeEach
    void anOriginThatWaitsWhenAsked() throws IOException {
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.setExecutor(threads);
        origin.createContext("/", exchange -> answer(exchange, "hello"));
        origin.start();
    }

    @AfterEach
    void stop() {
        client.close();
        origin.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aRequestIsForwardedToTheServerOfTheProperties(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            HttpResponse<String> response = client.send(request(context), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
            assertThat(output)
                    .contains("p2 listens on [/127.0.0.1:" + address(context).getPort() + "]");
        }
    }

    @Test
    void aThreadKeepsTheProcessAliveUntilTheStop() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(GatewayLifecycle.class).isRunning()).isTrue();
            assertThat(keepers()).hasSize(1).noneMatch(Thread::isDaemon);
        }
        await().untilAsserted(() -> assertThat(keepers()).isEmpty());
    }

    @Test
    void aRequestInFlightFinishesWhileNewConnectionsAreRefused() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        origin.createContext("/slow", exchange -> {
            arrived.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, "late");
        });
        ConfigurableApplicationContext context = start();
        InetSocketAddress address = address(context);
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request(address, "/slow"), BodyHandlers.ofString());
        arrived.await();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(context::close, threads);
        await().untilAsserted(() -> assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class));
        assertThat(stop).isNotDone();
        mayAnswer.countDown();

        assertThat(response.get().body()).isEqualTo("late");
        stop.get();
    }

    @Test
    void aBindInUseEndsTheStartAndNothingListens(CapturedOutput output) throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(
                            "--gateway.listen.p2.bind=127.0.0.1:" + free,
                            "--gateway.frontend.second.bind=127.0.0.1:" + taken.getLocalPort()))
                    .hasStackTraceContaining(BindFailedException.class.getName());

            assertThat(output)
                    .contains("APPLICATION FAILED TO START")
                    .contains("gateway.frontend.second.bind")
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .contains("\"gateway.frontend.second.bind\" from property source \"commandLineArgs\"");
        }
        assertThatThrownBy(() -> connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), free)))
                .isInstanceOf(ConnectException.class);
        assertThat(keepers()).isEmpty();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        new Socket(address.getAddress(), address.getPort()).close();
    }

    private static HttpRequest request(ConfigurableApplicationContext context) {
        return request(address(context), "/");
    }

    private static HttpRequest request(InetSocketAddress address, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .build();
    }

    private static InetSocketAddress address(ConfigurableApplicationContext context) {
        Gateway gateway = context.getBean(GatewayLifecycle.class).gateway();
        assertThat(gateway).isNotNull();
        return gateway.addresses("p2").getFirst();
    }

    private static List<Thread> keepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gateway"))
                .toList();
    }

    private ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--gateway.global.nbthread=2",
                "--gateway.defaults.mode=http",
                "--gateway.listen.p2.server.s1=127.0.0.1:" + origin.getAddress().getPort()));
        if (more.length == 0) {
            arguments.add("--gateway.listen.p2.bind=127.0.0.1:0");
        }
        Collections.addAll(arguments, more);
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
