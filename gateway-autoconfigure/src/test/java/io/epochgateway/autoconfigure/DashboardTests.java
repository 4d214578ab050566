package io.epochgateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The dashboard, the manual and a real scrape name the same metrics. */
class DashboardTests {

    private static final Path DOC = Path.of("..", "doc");
    private static final Pattern METRIC = Pattern.compile("\\bgateway_[a-z_]+");
    private static final Pattern SERIES = Pattern.compile("^(gateway_[a-z_]+)[{ ]", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    @Test
    void everyMetricOfTheDashboardIsScrapedAndEveryOneScrapedIsOnIt() throws Exception {
        String scrape = scrape();
        Set<String> scraped = all(SERIES, scrape, 1);
        List<String> expressions = JsonPath.read(Files.readString(DOC.resolve("grafana-dashboard.json")), "$..expr");
        Set<String> shown = all(METRIC, String.join("\n", expressions), 0);

        assertThat(shown).isNotEmpty().isEqualTo(scraped);
    }

    @Test
    void everyLabelThatTheDashboardAsksForIsThere() throws Exception {
        String scrape = scrape();
        Set<String> labels = all(LABEL, scrape, 1);
        // the scraper's own
        labels.add("instance");
        List<String> expressions = JsonPath.read(Files.readString(DOC.resolve("grafana-dashboard.json")), "$..expr");

        assertThat(all(Pattern.compile("by \\(([a-z]+)\\)"), String.join("\n", expressions), 1))
                .isNotEmpty()
                .isSubsetOf(labels);
        assertThat(all(Pattern.compile("([a-z]+)=~?\""), String.join("\n", expressions), 1))
                .isNotEmpty()
                .isSubsetOf(labels);
    }

    @Test
    void theManualNamesEachMeter() throws Exception {
        String manual = Files.readString(DOC.resolve("management.md"));
        Set<String> documented =
                all(Pattern.compile("^\\| `(gateway\\.[a-z.]+)` \\| (?:counter|gauge)", Pattern.MULTILINE), manual, 1);

        assertThat(documented)
                .extracting(name -> name.replace('.', '_'))
                .containsExactlyInAnyOrderElementsOf(all(SERIES, scrape(), 1).stream()
                        .map(name -> name.replaceFirst("_total$", ""))
                        .toList());
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .forEach(found::add);
        return found;
    }

    private static String scrape() throws Exception {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "gateway.global.nbthread",
                "2",
                "gateway.listen.p.bind",
                "127.0.0.1:0",
                "gateway.listen.p.server.s",
                "127.0.0.1:1",
                "management.endpoints.web.exposure.include",
                "prometheus",
                "spring.reactor.netty.shutdown-quiet-period",
                "0"));
        try (ConfigurableApplicationContext context = application.run();
                HttpClient client = HttpClient.newHttpClient()) {
            String port = context.getEnvironment().getProperty("local.server.port");
            URI prometheus = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
            return client.send(HttpRequest.newBuilder(prometheus).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
