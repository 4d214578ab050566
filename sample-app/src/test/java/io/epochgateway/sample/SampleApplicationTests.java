package io.epochgateway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.autoconfigure.GatewayLifecycle;
import io.epochgateway.engine.Gateway;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample as it stands in its application.yml, but for the ports. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired
    private GatewayLifecycle lifecycle;

    @LocalServerPort
    private int managementPort;

    @DynamicPropertySource
    static void freePorts(DynamicPropertyRegistry registry) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            int origin = free.getLocalPort();
            registry.add("sample.origin.port", () -> origin);
            registry.add("gateway.listen.p2.server.s1", () -> "127.0.0.1:%d maxconn 4".formatted(origin));
            registry.add("gateway.listen.p2.bind", () -> "127.0.0.1:0");
        }
    }

    @Test
    void everyRequestThroughTheGatewayIsAnsweredWhole() throws Exception {
        for (int i = 0; i < 100; i++) {
            HttpResponse<byte[]> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/?s=19k/C=2r".formatted(gatewayPort())))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).hasSize(19 * 1024);
        }
    }

    @Test
    void theCountersAreReadAsJsonAsTableAndAsMetrics() throws Exception {
        assertThat(management("epollcounters", "application/json"))
                .contains("\"generationTagging\":true", "epoll report of event on a just closed fd (harmless)");
        assertThat(management("epollcounters", "text/plain")).startsWith("Count     Type Location function()");
        assertThat(management("prometheus", "text/plain")).contains("gateway_epoll_stale_events_total");
    }

    private int gatewayPort() {
        Gateway gateway = Objects.requireNonNull(lifecycle.gateway());
        return gateway.addresses("p2").getFirst().getPort();
    }

    private String management(String endpoint, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/actuator/%s".formatted(managementPort, endpoint)))
                .header("Accept", accept)
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}
