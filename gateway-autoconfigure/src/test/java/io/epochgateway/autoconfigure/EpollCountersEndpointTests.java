package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.epochgateway.counter.EventCounters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class EpollCountersEndpointTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void countersCountAgain() {
        EventCounters.enable(true);
        client.close();
    }

    @Test
    void getAnswersTheCountersTheLoopsAndTheFds() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            HttpResponse<String> response = send(request(context).GET());

            assertThat(response.statusCode()).isEqualTo(200);
            Map<String, Object> body = JsonPath.read(response.body(), "$");
            assertThat(body)
                    .containsEntry("transport", "epoll")
                    .containsEntry("generationTagging", true)
                    .containsEntry("enabled", true)
                    .doesNotContainKey("reason");
            assertThat(body.keySet())
                    .containsExactly("transport", "generationTagging", "enabled", "since", "counters", "loops", "fds");
            assertThat(Instant.parse((String) body.get("since"))).isBefore(Instant.now());
            assertThat(this.<Map<String, Object>>read(response, "$.loops[1]").keySet())
                    .containsExactly(
                            "loop",
                            "events",
                            "batches",
                            "wakeups",
                            "registered",
                            "takeoversIn",
                            "takeoversOut",
                            "stale");
            assertThat(this.<Map<String, Object>>read(response, "$.fds").keySet())
                    .containsExactly("open", "highest", "highestGeneration", "closed");
            List<Map<String, Object>> justClosed = read(response, "$.counters[?(@.comment =~ /.*just closed.*/)]");
            assertThat(justClosed).singleElement().satisfies(counter -> {
                assertThat(counter).containsEntry("type", "CNT").containsEntry("severity", "harmless");
                assertThat(counter.keySet())
                        .containsExactly("count", "type", "location", "function", "condition", "comment", "severity");
            });
        }
    }

    @Test
    void plainTextIsTheTable() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            HttpResponse<String> response = send(request(context).header("Accept", "text/plain"));

            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(response.body())
                    .startsWith("Count     Type Location function(): \"condition\" [comment]\n")
                    .contains("[epoll report of event on a just closed fd (harmless)]");
        }
    }

    @Test
    void withUnrestrictedAccessPostSwitchesAndDeleteResets() throws Exception {
        try (ConfigurableApplicationContext context =
                start("--management.endpoint.epollcounters.access=unrestricted")) {
            Instant before = EventCounters.since();

            assertThat(send(request(context)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"enabled\":false}")))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(EventCounters.enabled()).isFalse();
            assertThat(send(request(context).DELETE()).statusCode()).isEqualTo(204);
            assertThat(EventCounters.since()).isAfter(before);
        }
    }

    @Test
    void withoutItTheyAreRefused() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            Instant before = EventCounters.since();

            assertThat(send(request(context)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"enabled\":false}")))
                            .statusCode())
                    .isEqualTo(405);
            assertThat(send(request(context).DELETE()).statusCode()).isEqualTo(405);
            assertThat(EventCounters.enabled()).isTrue();
            assertThat(EventCounters.since()).isEqualTo(before);
        }
    }

    private <T> T read(HttpResponse<String> response, String path) {
        return JsonPath.read(response.body(), path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext context) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/epollcounters"));
    }

    private static ConfigurableApplicationContext start(String... more) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "gateway.global.nbthread",
                "2",
                "management.endpoints.web.exposure.include",
                "epollcounters",
                "spring.reactor.netty.shutdown-quiet-period",
                "0"));
        return application.run(more);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
