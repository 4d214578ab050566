package io.epochgateway.autoconfigure;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stats.Wait;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Meters over what a frontend, a backend or a server counts anyway: nothing is paid but at a reading.
 *
 * @param prefix what the meters' names start with
 * @param tags say whose they are
 * @param registered hears of each meter
 */
record TrafficMeters(MeterRegistry registry, String prefix, Tags tags, Traffic traffic, Consumer<Meter> registered) {

    private static final Map<String, Counter> CODES = Map.of(
            "1xx", Counter.HRSP_1XX,
            "2xx", Counter.HRSP_2XX,
            "3xx", Counter.HRSP_3XX,
            "4xx", Counter.HRSP_4XX,
            "5xx", Counter.HRSP_5XX,
            "other", Counter.HRSP_OTHER);

    void bindFrontend() {
        bindTraffic("Client connections that stand now", all -> all.sessions().now());
        count("connections", Counter.CONN_TOT, "Client connections", Tags.empty());
        count("requests", Counter.REQ_TOT, "HTTP requests", Tags.empty());
        String errors = "Requests that were not let in";
        count("errors", Counter.EREQ, errors, Tags.of("type", "request"));
        count("errors", Counter.DREQ, errors, Tags.of("type", "denied"));
    }

    /**
     * Of a backend or a server.
     *
     * @param sessions requests, or in mode tcp sessions, that go on now
     */
    void bindBehind(ToDoubleFunction<Traffic> sessions) {
        bindTraffic("Requests, or in mode tcp sessions, that go on now", sessions);
        count("streams", Counter.STOT, "Requests, or in mode tcp sessions", Tags.empty());
        String connections = "Uses of connections to servers";
        count("connections", Counter.CONNECT, connections, Tags.of("kind", "new"));
        count("connections", Counter.REUSE, connections, Tags.of("kind", "reused"));
        String errors = "Failures of servers";
        count("errors", Counter.ECON, errors, Tags.of("type", "connection"));
        count("errors", Counter.ERESP, errors, Tags.of("type", "response"));
        count("retries", Counter.WRETR, "Attempts to connect after the first", Tags.empty());
        count("redispatches", Counter.WREDIS, "Requests that went on to another server", Tags.empty());
        String aborts = "Transfers that a side ended early, or left waiting for too long";
        count("aborts", Counter.CLI_ABRT, aborts, Tags.of("side", "client"));
        count("aborts", Counter.SRV_ABRT, aborts, Tags.of("side", "server"));
        for (Wait wait : Wait.values()) {
            gauge(
                    "wait.seconds",
                    "How long the last ones took on average",
                    Tags.of("stage", wait.name().toLowerCase(Locale.ROOT)),
                    all -> all.average(wait) / 1000.0);
        }
    }

    private void bindTraffic(String description, ToDoubleFunction<Traffic> sessions) {
        gauge("sessions", description, Tags.empty(), sessions);
        String bytes = "Bytes from and to clients";
        count("bytes", Counter.BIN, bytes, Tags.of("direction", "in"));
        count("bytes", Counter.BOUT, bytes, Tags.of("direction", "out"));
        CODES.forEach((code, counter) -> count("responses", counter, "HTTP responses", Tags.of("code", code)));
    }

    private void count(String name, Counter counter, String description, Tags more) {
        registered.accept(FunctionCounter.builder(prefix + "." + name, traffic, all -> all.count(counter))
                .description(description)
                .tags(tags.and(more))
                .register(registry));
    }

    void gauge(String name, String description, Tags more, ToDoubleFunction<Traffic> figure) {
        registered.accept(Gauge.builder(prefix + "." + name, traffic, figure)
                .description(description)
                .tags(tags.and(more))
                .register(registry));
    }
}
