package io.epochgateway.engine;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import io.epochgateway.server.resolve.Discovery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A gateway as its properties say, and what the log says of its servers. */
final class ConfiguredGateway implements AutoCloseable {

    private final Logger log = (Logger) LoggerFactory.getLogger("gateway.server");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final GatewayLoopResources loops = GatewayLoopResources.create("test", 2);
    private @Nullable Gateway gateway;

    ConfiguredGateway() {
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        log.addAppender(appender);
        set("defaults.mode", "http");
        set("defaults.balance", "roundrobin");
    }

    ConfiguredGateway set(String keyword, String value) {
        properties.put("gateway." + keyword, value);
        return this;
    }

    ConfiguredGateway server(String name, int port, String words) {
        int slash = name.indexOf('/');
        return set(
                "backend." + name.substring(0, slash) + ".server." + name.substring(slash + 1),
                "127.0.0.1:" + port + " " + words);
    }

    ConfiguredGateway start() {
        return start(null);
    }

    ConfiguredGateway start(@Nullable Discovery discovery) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        gateway = Gateway.start(GatewayGrammar.read(environment), loops, change -> {}, Map.of(), discovery);
        return this;
    }

    Gateway gateway() {
        return Objects.requireNonNull(gateway);
    }

    int port(String frontend) {
        return gateway().addresses(frontend).getFirst().getPort();
    }

    Server server(String name) {
        return gateway().backends().stream()
                .flatMap(backend -> backend.servers().servers().stream())
                .filter(server -> name.equals(server.proxy() + "/" + server.name()))
                .findFirst()
                .orElseThrow();
    }

    ServerStates states(String name) {
        return gateway().backends().stream()
                .filter(backend -> backend.name().equals(server(name).proxy()))
                .findFirst()
                .orElseThrow()
                .servers()
                .states();
    }

    List<String> lines() {
        return appender.list.stream()
                .map(event -> event.getFormattedMessage().replaceAll("duration: \\d+ms", "duration: 0ms"))
                .toList();
    }

    @Override
    public void close() {
        log.detachAppender(appender);
        if (gateway != null) {
            gateway.stop(Duration.ZERO);
        }
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }
}
