package io.epochgateway.autoconfigure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.counter.EventType;
import io.epochgateway.net.Descriptor;
import io.epochgateway.net.GatewayLoopResources;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class EpollCountersEndpointTests {

    private static final String JUST_CLOSED = "epoll report of event on a just closed fd (harmless)";

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void countersCountAgain() {
        EventCounters.enable(true, Set.of(EventType.CNT, EventType.GLT));
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
                            "eventsPerBatch",
                            "wakeups",
                            "registered",
                            "takeoversIn",
                            "takeoversOut",
                            "stale",
                            "staleByCondition");
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
    void plainTextIsTheTableOfWhatHappenedOrOfAll() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(send(request(context).header("Accept", "text/plain")).body())
                    .startsWith("Count     Type Location function(): \"condition\" [comment]\n")
                    .doesNotContain("\n0 ");
            assertThat(send(request(context, "?types=glt&all=true").header("Accept", "text/plain"))
                            .body())
                    .startsWith("Count     Type Location")
                    .doesNotContain("CNT");
            HttpResponse<String> response = send(request(context, "?all=true").header("Accept", "text/plain"));

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

    @Test
    void theRowsCanBeChosenByTypeAndThoseAtZeroLeftOut() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            EventCounter.glitch("hit by this test").hit();

            assertThat(this.<List<String>>read(send(request(context, "?types=GLT,CHK")), "$.counters[*].type"))
                    .contains("GLT")
                    .doesNotContain("CNT");
            assertThat(this.<List<Integer>>read(send(request(context, "?all=false")), "$.counters[*].count"))
                    .isNotEmpty()
                    .doesNotContain(0);
            assertThat(send(request(context, "?types=XYZ")).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void oneFdTellsWhoseItIs() throws Exception {
        try (ConfigurableApplicationContext context = start("--gateway.listen.p.bind=127.0.0.1:0")) {
            GatewayLoopResources loops = context.getBean(GatewayLoopResources.class);
            Descriptor listener = loops.descriptors().get(10, TimeUnit.SECONDS).getFirst();

            HttpResponse<String> response =
                    send(request(context, "/" + listener.life().fd()));

            assertThat(response.statusCode()).isEqualTo(200);
            Map<String, Object> body = JsonPath.read(response.body(), "$");
            assertThat(body)
                    .containsEntry("fd", listener.life().fd())
                    .containsEntry("kind", "listener")
                    .containsEntry("proxy", "p")
                    .containsEntry("readable", true)
                    .containsEntry("suspicious", false)
                    .doesNotContainKeys("server", "remote", "reason");
            assertThat((String) body.get("local")).startsWith("127.0.0.1:");
        }
    }

    @Test
    void aStaleEventOfRealTrafficIsCountedAndRemembered() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext context = start(
                        "--gateway.stale-event-history=4",
                        "--gateway.global.nbthread=1",
                        "--gateway.listen.p.mode=http",
                        "--gateway.listen.p.bind=127.0.0.1:0",
                        "--gateway.listen.p.server.s1=127.0.0.1:" + origin.getLocalPort())) {
            GatewayLoopResources loops = context.getBean(GatewayLoopResources.class);
            InetSocketAddress proxy = (InetSocketAddress)
                    loops.descriptors().get(10, TimeUnit.SECONDS).getFirst().local();
            try (Socket inbound = new Socket(proxy.getAddress(), proxy.getPort())) {
                inbound.getOutputStream()
                        .write("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".getBytes(US_ASCII));
                try (Socket outbound = origin.accept()) {
                    assertThat(outbound.getInputStream().read()).isEqualTo('G');

                    // both write while the loop looks elsewhere: the end of the response closes the fd that the other
                    // report is of
                    CountDownLatch held = new CountDownLatch(1);
                    loops.loops().getFirst().eventLoop().execute(() -> awaitQuietly(held));
                    outbound.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII));
                    inbound.getOutputStream().write('x');
                    held.countDown();
                }
            }

            HttpResponse<String> response = await().atMost(Duration.ofSeconds(10))
                    .until(() -> send(request(context)), answer -> answer.body().contains("staleEvents"));
            assertThat(this.<List<String>>read(response, "$.staleEvents[*].condition"))
                    .containsExactly(JUST_CLOSED);
            assertThat(this.<List<String>>read(response, "$.staleEvents[*].events"))
                    .singleElement()
                    .asString()
                    .contains("EPOLLIN");
            assertThat(this.<List<Integer>>read(response, "$.counters[?(@.comment=='" + JUST_CLOSED + "')].count"))
                    .singleElement()
                    .satisfies(count -> assertThat(count).isPositive());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anUnknownFdIsNotFound() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(send(request(context, "/1000000")).statusCode()).isEqualTo(404);
            assertThat(send(request(context, "/-1")).statusCode()).isEqualTo(404);
            assertThat(send(request(context, "/listener")).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void typesAreSwitchedAndResetAlone() throws Exception {
        EventCounter glitch = EventCounter.glitch("hit by this test, too");
        EventCounter count = EventCounter.count("true", "counted by this test");
        glitch.hit();
        count.hit();
        try (ConfigurableApplicationContext context =
                start("--management.endpoint.epollcounters.access=unrestricted")) {
            assertThat(send(post(context, "{\"enabled\":false,\"types\":\"glt\"}"))
                            .statusCode())
                    .isEqualTo(204);
            glitch.hit();
            count.hit();
            assertThat(glitch.count()).isOne();
            assertThat(count.count()).isEqualTo(2);
            assertThat(send(post(context, "{\"enabled\":true,\"types\":\"GLT\"}"))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(EventCounters.enabled(EventType.GLT)).isTrue();
            assertThat(send(post(context, "{\"enabled\":false,\"types\":\"BUG\"}"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(send(request(context, "?types=glt").DELETE()).statusCode())
                    .isEqualTo(204);
            assertThat(glitch.count()).isZero();
            assertThat(count.count()).isEqualTo(2);
        }
    }

    private static HttpRequest.Builder post(ConfigurableApplicationContext context, String body) {
        return request(context).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private <T> T read(HttpResponse<String> response, String path) {
        return JsonPath.read(response.body(), path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext context) {
        return request(context, "");
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext context, String more) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/epollcounters" + more));
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
