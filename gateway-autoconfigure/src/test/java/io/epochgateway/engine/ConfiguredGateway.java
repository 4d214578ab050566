package io.epochgateway.engine;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.proxy.Backend;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import io.epochgateway.server.ServerStates;
import io.epochgateway.server.check.ServerCheck;
import io.epochgateway.server.resolve.Discovery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A gateway as its properties say, and what the log says of its servers. */
final class ConfiguredGateway implements AutoCloseable {

    private final ServerLog log = ServerLog.listen();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Integer> entries = new HashMap<>();
    private final GatewayLoopResources loops;
    private @Nullable Gateway gateway;

    ConfiguredGateway() {
        this(2);
    }

    ConfiguredGateway(int loops) {
        this.loops = GatewayLoopResources.create("test", loops);
        set("defaults.mode", "http");
        set("defaults.balance", "roundrobin");
    }

    /** With a frontend {@code front} on a free port, which leads to the backend {@code back}. */
    static ConfiguredGateway withFront(int loops) {
        return new ConfiguredGateway(loops)
                .set("frontend.front.bind", "127.0.0.1:0")
                .set("frontend.front.default-backend", "back");
    }

    ConfiguredGateway set(String keyword, String value) {
        properties.put("gateway." + keyword, value);
        return this;
    }

    /** One more entry of a list. */
    ConfiguredGateway add(String keyword, String value) {
        return set(keyword + "[" + (entries.merge(keyword, 1, Integer::sum) - 1) + "]", value);
    }

    /** As a line of HAProxy's in a section, a keyword and its value. */
    ConfiguredGateway addLine(String section, String line) {
        int blank = line.indexOf(' ');
        return add(section + "." + line.substring(0, blank).replace('_', '-'), line.substring(blank + 1));
    }

    ConfiguredGateway server(String name, int port, String words) {
        int slash = name.indexOf('/');
        return set(
                "backend." + name.substring(0, slash) + ".server." + name.substring(slash + 1),
                "127.0.0.1:" + port + " " + words);
    }

    ConfiguredGateway server(String name, Origin origin) {
        return server(name, origin.address().getPort(), "");
    }

    ConfiguredGateway start() {
        return start(Map.of(), null);
    }

    ConfiguredGateway start(Discovery discovery) {
        return start(Map.of(), discovery);
    }

    ConfiguredGateway start(Map<String, ServerCheck> checks) {
        return start(checks, null);
    }

    private ConfiguredGateway start(Map<String, ServerCheck> checks, @Nullable Discovery discovery) {
        gateway = Gateway.start(GatewayGrammar.read(environment()), loops, change -> {}, checks, discovery);
        return this;
    }

    /** Where the properties stand. */
    StandardEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return environment;
    }

    Gateway gateway() {
        return Objects.requireNonNull(gateway);
    }

    GatewayLoopResources loops() {
        return loops;
    }

    /** Of the frontend {@code front}. */
    InetSocketAddress address() {
        return gateway().addresses("front").getFirst();
    }

    /** Of the frontend {@code front}. */
    RawClient client() throws IOException {
        return RawClient.to(address());
    }

    int port(String frontend) {
        return gateway().addresses(frontend).getFirst().getPort();
    }

    void awaitNoSessions() {
        TestGateway.soon().until(() -> gateway().sessions() == 0);
    }

    Backend backend(String name) {
        return gateway().backends().stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    ServerSet servers(String backend) {
        return backend(backend).servers();
    }

    Server server(String name) {
        return gateway().backends().stream()
                .flatMap(backend -> backend.servers().servers().stream())
                .filter(server -> name.equals(server.proxy() + "/" + server.name()))
                .findFirst()
                .orElseThrow();
    }

    ServerStates states(String name) {
        return servers(server(name).proxy()).states();
    }

    List<String> lines() {
        return log.lines();
    }

    @Override
    public void close() {
        log.close();
        if (gateway != null) {
            gateway.stop(Duration.ZERO);
        }
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }
}
