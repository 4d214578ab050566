package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.server.resolve.Discovery;
import io.epochgateway.server.resolve.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.InstanceProperties;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryProperties;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Services of the application's {@code DiscoveryClient} are servers. */
class GatewayDiscoveryAutoConfigurationTests {

    private static final String INSTANCES = "spring.cloud.discovery.client.simple.instances.orders";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayDiscoveryAutoConfiguration.class))
            .withPropertyValues("gateway.global.nbthread=1", "gateway.listen.web.bind=127.0.0.1:0");
    private final ApplicationContextRunner withSimpleClient = runner.withConfiguration(AutoConfigurations.of(
            SimpleDiscoveryClientAutoConfiguration.class,
            CompositeDiscoveryClientAutoConfiguration.class,
            UtilAutoConfiguration.class));
    private final List<HttpServer> origins = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        origins.forEach(origin -> origin.stop(0));
    }

    @Test
    void theClientsInstancesAreTold() {
        withSimpleClient
                .withPropertyValues(
                        INSTANCES + "[0].uri=http://127.0.0.1:8081", INSTANCES + "[1].uri=http://other:8082")
                .run(context -> assertThat(context.getBean(Discovery.class).instances("orders"))
                        .containsExactly(new Endpoint("127.0.0.1", 8081), new Endpoint("other", 8082)));
    }

    @Test
    void aServiceOfNobodyHasNoInstances() {
        withSimpleClient.run(context ->
                assertThat(context.getBean(Discovery.class).instances("nobody")).isEmpty());
    }

    @Test
    void anInstanceThatSaysNotWhereItIsIsLeftOut() {
        Discovery discovery = new CloudDiscovery(clientOf(
                new DefaultServiceInstance("1", "orders", "", 80, false),
                new DefaultServiceInstance("2", "orders", "10.0.0.1", 0, false),
                new DefaultServiceInstance("3", "orders", "10.0.0.1", 65536, false),
                new DefaultServiceInstance("4", "orders", "10.0.0.1", 80, false)));
        assertThat(discovery.instances("orders")).containsExactly(new Endpoint("10.0.0.1", 80));
    }

    @Test
    void aDiscoveryOfTheApplicationTakesItsPlace() {
        Discovery own = service -> List.of();
        withSimpleClient
                .withBean("own", Discovery.class, () -> own)
                .run(context -> assertThat(context.getBean(Discovery.class)).isSameAs(own));
    }

    @Test
    void withoutSpringCloudThereIsNone() {
        runner.withClassLoader(new FilteredClassLoader(DiscoveryClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Discovery.class));
    }

    @Test
    void ofSeveralClientsOneMustBePrimary() {
        runner.withBean("one", DiscoveryClient.class, () -> clientOf())
                .withBean("two", DiscoveryClient.class, () -> clientOf())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Discovery.class));
    }

    @Test
    void aServiceThatNobodyCanKnowStopsTheStart() {
        runner.withPropertyValues("gateway.listen.web.server-template.s=2 discovery:orders")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(DefinitionException.class)
                        .hasMessage("gateway.listen.web.server-template.s = 'discovery:orders': the application has no"
                                + " DiscoveryClient, or several and none of them is primary."
                                + " Add one of Spring Cloud's discovery clients, or write an address."));
    }

    @Test
    void newRequestsFollowTheInstancesOfTheWholeApplication() throws IOException {
        String one = origin("one");
        String two = origin("two");
        String three = origin("three");
        try (ConfigurableApplicationContext context = start(one, two)) {
            assertThat(twoAnswers(context)).containsExactly("one", "two");

            InstanceProperties moved = new InstanceProperties();
            moved.setServiceId("orders");
            moved.setUri(URI.create(three));
            context.getBean(SimpleDiscoveryProperties.class).setInstances(Map.of("orders", List.of(moved)));

            await().until(() -> twoAnswers(context).equals(Set.of("three")));
        }
    }

    private static ConfigurableApplicationContext start(String one, String two) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(
                "--" + INSTANCES + "[0].uri=" + one,
                "--" + INSTANCES + "[1].uri=" + two,
                "--gateway.resolvers.sd.parse-resolv-conf=true",
                "--gateway.resolvers.sd.hold.valid=100ms",
                "--gateway.listen.web.bind=127.0.0.1:0",
                "--gateway.listen.web.mode=http",
                "--gateway.listen.web.balance=roundrobin",
                "--gateway.listen.web.server-template.s=3 discovery:orders resolvers sd");
    }

    private Set<String> twoAnswers(ConfigurableApplicationContext context) {
        int port = Objects.requireNonNull(
                        context.getBean(GatewayLifecycle.class).gateway())
                .addresses("web")
                .getFirst()
                .getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            answers.add(http.sendAsync(request, BodyHandlers.ofString()).join().body());
        }
        return answers;
    }

    private String origin(String answer) throws IOException {
        HttpServer origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        origin.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        origin.start();
        origins.add(origin);
        return "http://127.0.0.1:" + origin.getAddress().getPort();
    }

    private static DiscoveryClient clientOf(ServiceInstance... instances) {
        return new DiscoveryClient() {
            @Override
            public String description() {
                return "test";
            }

            @Override
            public List<ServiceInstance> getInstances(String serviceId) {
                return List.of(instances);
            }

            @Override
            public List<String> getServices() {
                return List.of("orders");
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
