package io.epochgateway.engine;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.GlobalDefinition;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.Timeouts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The definition of a test's gateway: one frontend on a free port, one backend; what a test cares for is changed. */
final class Setup {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<ServerDefinition> servers = new ArrayList<>();
    private Mode mode = Mode.HTTP;
    private HttpReuse reuse = HttpReuse.ALWAYS;
    private BalanceDefinition balance = BalanceDefinition.of(BalanceAlgorithm.ROUNDROBIN);
    private int loops = 2;
    private List<BindDefinition> binds = List.of(bind(0));
    private int retries = 3;
    private int maxconn;
    private HttpOptions front = HttpOptions.NONE;
    private HttpOptions back = HttpOptions.NONE;
    private Duration client = LONG;
    private Duration server = LONG;
    private Duration connect = LONG;
    private Duration queue = LONG;
    private Duration request = LONG;
    private Duration keepAlive = LONG;
    private Duration fin = LONG;

    static Setup to(Origin... origins) {
        Setup setup = new Setup();
        for (Origin origin : origins) {
            setup.server(origin.address(), 1, false);
        }
        return setup;
    }

    Setup server(InetSocketAddress address, int weight, boolean backup) {
        String name = "s" + servers.size();
        servers.add(new ServerDefinition(
                name,
                "test.server." + name,
                address.getHostString(),
                address.getPort(),
                maxconn,
                0,
                weight,
                backup,
                false,
                servers.size() + 1,
                null));
        return this;
    }

    Setup tcp() {
        mode = Mode.TCP;
        return this;
    }

    Setup reuse(HttpReuse wanted) {
        reuse = wanted;
        return this;
    }

    Setup balance(BalanceAlgorithm wanted) {
        return balance(BalanceDefinition.of(wanted));
    }

    Setup balance(BalanceDefinition wanted) {
        balance = wanted;
        return this;
    }

    Setup loops(int wanted) {
        loops = wanted;
        return this;
    }

    Setup port(int wanted) {
        return binds(bind(wanted));
    }

    Setup binds(BindDefinition... wanted) {
        binds = List.of(wanted);
        return this;
    }

    private static BindDefinition bind(int port) {
        return new BindDefinition("test.bind", "127.0.0.1", port);
    }

    Setup retries(int wanted) {
        retries = wanted;
        return this;
    }

    /** Of every server. */
    Setup maxconn(int wanted) {
        maxconn = wanted;
        List<ServerDefinition> before = List.copyOf(servers);
        servers.clear();
        before.forEach(old -> server(new InetSocketAddress(old.host(), old.port()), old.weight(), old.backup()));
        return this;
    }

    Setup front(HttpOptions wanted) {
        front = wanted;
        return this;
    }

    Setup back(HttpOptions wanted) {
        back = wanted;
        return this;
    }

    Setup timeoutClient(int millis) {
        client = Duration.ofMillis(millis);
        return this;
    }

    Setup timeoutServer(int millis) {
        server = Duration.ofMillis(millis);
        return this;
    }

    Setup timeoutConnect(int millis) {
        connect = Duration.ofMillis(millis);
        return this;
    }

    Setup timeoutQueue(int millis) {
        queue = Duration.ofMillis(millis);
        return this;
    }

    Setup timeoutHttpRequest(int millis) {
        request = Duration.ofMillis(millis);
        return this;
    }

    Setup timeoutHttpKeepAlive(int millis) {
        keepAlive = Duration.ofMillis(millis);
        return this;
    }

    Setup timeoutFin(int millis) {
        fin = Duration.ofMillis(millis);
        return this;
    }

    GatewayDefinition definition() {
        Timeouts timeouts = new Timeouts(client, server, connect, queue, request, keepAlive, Duration.ZERO, fin, fin);
        return new GatewayDefinition(
                new GlobalDefinition(loops),
                List.of(new FrontendDefinition("front", "test.front", mode, binds, timeouts, front, "back")),
                List.of(new BackendDefinition(
                        "back", "test.back", mode, timeouts, back, reuse, balance, HealthDefinition.CONNECT, retries, servers)));
    }
}
