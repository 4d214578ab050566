package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GatewayMetricsAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues("gateway.listen.web.mode=http", "gateway.listen.web.bind=127.0.0.1:0")
            .withConfiguration(
                    AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayMetricsAutoConfiguration.class));

    @Test
    void metersCountWhatPassesThroughProxiesAndServers() throws IOException {
        int port = portOfNobody();
        runner.withPropertyValues("gateway.listen.web.retries=0", "gateway.listen.web.server.s1=127.0.0.1:" + port)
                .withBean(SimpleMeterRegistry.class)
                .run(context -> {
                    int listener = context.getBean(GatewayLifecycle.class)
                            .gateway()
                            .addresses("web")
                            .getFirst()
                            .getPort();
                    assertThat(get(listener)).startsWith("HTTP/1.1 503 ");

                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(count(registry, "gateway.frontend.requests", "proxy", "web"))
                            .isOne();
                    assertThat(count(registry, "gateway.frontend.responses", "proxy", "web", "code", "5xx"))
                            .isOne();
                    assertThat(count(registry, "gateway.backend.errors", "proxy", "web", "type", "connection"))
                            .isOne();
                    assertThat(count(registry, "gateway.server.connections", "server", "s1", "kind", "new"))
                            .isOne();
                    assertThat(registry.get("gateway.frontend.bytes")
                                    .tag("direction", "in")
                                    .functionCounter()
                                    .count())
                            .isEqualTo("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".length());
                });
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String get(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static double count(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    @Test
    void metersEndWithTheGateway() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        runner.withBean(MeterRegistry.class, () -> registry).run(context -> {
            assertThat(registry.find("gateway.frontend.sessions").gauge()).isNotNull();
            context.getBean(GatewayMeters.class).stop();
            assertThat(registry.getMeters()).isEmpty();
        });
    }

    @Test
    void withoutARegistryOrAListenerThereAreNone() {
        runner.run(context -> assertThat(context).doesNotHaveBean(GatewayMeters.class));
        new ApplicationContextRunner()
                .withBean(SimpleMeterRegistry.class)
                .withConfiguration(
                        AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayMetricsAutoConfiguration.class))
                .run(context -> assertThat(
                                context.getBean(SimpleMeterRegistry.class).getMeters())
                        .isEmpty());
    }

    @Test
    void metersOfTheApplicationTakeTheirPlace() {
        runner.withBean(SimpleMeterRegistry.class)
                .withBean("mine", GatewayMeters.class)
                .run(context ->
                        assertThat(context).hasSingleBean(GatewayMeters.class).hasBean("mine"));
    }

    @Test
    void theGatewayNeedsNoMicrometer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(GatewayLifecycle.class)
                        .doesNotHaveBean(GatewayMetricsAutoConfiguration.class));
    }
}
