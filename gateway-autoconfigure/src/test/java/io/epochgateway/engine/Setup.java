package io.epochgateway.engine;

import static java.time.Duration.ZERO;

import io.epochgateway.definition.AcceptLimits;
import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BackendRulesDefinition;
import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.CheckSpread;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.FileAccess;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.GlobalDefinition;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.PersistenceDefinition;
import io.epochgateway.definition.PipeDefinition;
import io.epochgateway.definition.PoolDefinition;
import io.epochgateway.definition.ProcessLimits;
import io.epochgateway.definition.ResolutionDefinition;
import io.epochgateway.definition.RetryDefinition;
import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.RulesDefinition;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.Splicing;
import io.epochgateway.definition.StateDefinition;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.Timeouts;
import io.epochgateway.definition.TuneDefinition;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The definition of a test's gateway: one frontend on a free port, one backend; what a test cares for is changed. */
final class Setup {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<Function<Setup, ServerDefinition>> servers = new ArrayList<>();
    private Mode mode = Mode.HTTP;
    private HttpReuse reuse = HttpReuse.ALWAYS;
    private BalanceDefinition balance = BalanceDefinition.of(BalanceAlgorithm.ROUNDROBIN);
    private int loops = 2;
    private List<BindDefinition> binds = List.of(bind(0));
    private int retries = 3;
    private RetryOn retryOn = RetryOn.DEFAULT;
    private int redispatch;
    private boolean abortonclose;
    private boolean bufferRequest;
    private int minconn;
    private int maxconn;
    private ConnectOptions sockets = ConnectOptions.NONE;
    private int maxqueue;
    private ResolutionDefinition resolution = ResolutionDefinition.SYSTEM;
    private int fullconn;
    private PoolDefinition pool = PoolDefinition.DEFAULT;
    private AcceptLimits limits = AcceptLimits.NONE;
    private ProcessLimits processLimits = ProcessLimits.DEFAULT;
    private boolean routed = true;
    private HttpOptions front = HttpOptions.NONE;
    private HttpOptions back = HttpOptions.NONE;
    private SocketOptions frontSockets = SocketOptions.NONE;
    private SocketOptions backSockets = SocketOptions.NONE;
    private Duration client = LONG;
    private Duration server = LONG;
    private Duration connect = LONG;
    private Duration queue = LONG;
    private Duration request = LONG;
    private Duration keepAlive = LONG;
    private Duration fin = LONG;
    private LogDefinition log = LogDefinition.NONE;
    private TuneDefinition tune = TuneDefinition.DEFAULT;
    private PipeDefinition pipes = PipeDefinition.DEFAULT;

    static Setup to(Origin... origins) {
        Setup setup = new Setup();
        for (Origin origin : origins) {
            setup.server(origin.address(), 1, false);
        }
        return setup;
    }

    Setup server(InetSocketAddress address, int weight, boolean backup) {
        return server(ServerAddress.of(address.getHostString(), address.getPort()), weight, backup);
    }

    /** A server wherever that is. */
    Setup server(ServerAddress address) {
        return server(address, 1, false);
    }

    private Setup server(ServerAddress address, int weight, boolean backup) {
        int number = servers.size() + 1;
        String name = "s" + servers.size();
        servers.add(setup -> new ServerDefinition(
                name,
                "test.server." + name,
                address,
                setup.minconn,
                setup.maxconn,
                setup.maxqueue,
                weight,
                backup,
                false,
                setup.pool,
                setup.sockets,
                number,
                null,
                null,
                setup.resolution,
                StateDefinition.PLAIN));
        return this;
    }

    /** Of every server. */
    Setup connect(ConnectOptions wanted) {
        sockets = wanted;
        return this;
    }

    /** Of every server. */
    Setup resolution(ResolutionDefinition wanted) {
        resolution = wanted;
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

    static BindDefinition bind(SocketAddress address, boolean acceptProxy) {
        BindOptions none = BindOptions.NONE;
        return new BindDefinition(
                "test.bind",
                address,
                0,
                new BindOptions(
                        null,
                        0,
                        acceptProxy,
                        none.v6(),
                        null,
                        null,
                        0,
                        false,
                        false,
                        ZERO,
                        0,
                        0,
                        FileAccess.UNCHANGED));
    }

    private static BindDefinition bind(int port) {
        return new BindDefinition("test.bind", "127.0.0.1", port);
    }

    Setup retries(int wanted) {
        retries = wanted;
        return this;
    }

    Setup retryOn(RetryOn.Failure... failures) {
        retryOn = new RetryOn(Set.of(failures), Set.of());
        return this;
    }

    Setup retryOnStatus(int... statuses) {
        retryOn = new RetryOn(Set.of(), IntStream.of(statuses).boxed().collect(Collectors.toSet()));
        return this;
    }

    Setup redispatch(int interval) {
        redispatch = interval;
        return this;
    }

    Setup abortonclose() {
        abortonclose = true;
        return this;
    }

    Setup bufferRequest() {
        bufferRequest = true;
        return this;
    }

    /** Of every server. */
    Setup maxconn(int wanted) {
        maxconn = wanted;
        return this;
    }

    /** Of every server, with the load at which it has all its slots. */
    Setup minconn(int wanted, int atLoad) {
        minconn = wanted;
        fullconn = atLoad;
        return this;
    }

    /** Of every server. */
    Setup maxqueue(int wanted) {
        maxqueue = wanted;
        return this;
    }

    /** Of every server. */
    Setup pool(PoolDefinition wanted) {
        pool = wanted;
        return this;
    }

    /** Of the frontend. */
    Setup limits(AcceptLimits wanted) {
        limits = wanted;
        return this;
    }

    /** Of the process. */
    Setup limits(ProcessLimits wanted) {
        processLimits = wanted;
        return this;
    }

    Setup front(HttpSetup wanted) {
        return front(wanted.options());
    }

    Setup front(HttpOptions wanted) {
        front = wanted;
        return this;
    }

    Setup back(HttpSetup wanted) {
        return back(wanted.options());
    }

    Setup back(HttpOptions wanted) {
        back = wanted;
        return this;
    }

    /** No rule and no default leads to the backend. */
    Setup unrouted() {
        routed = false;
        return this;
    }

    Setup sockets(SocketOptions toClients, SocketOptions toServers) {
        frontSockets = toClients;
        backSockets = toServers;
        return this;
    }

    /** Of the frontend. */
    Setup splicing(Splicing wanted) {
        frontSockets = frontSockets.with(wanted);
        return this;
    }

    Setup pipes(PipeDefinition wanted) {
        pipes = wanted;
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

    Setup tune(TuneDefinition wanted) {
        tune = wanted;
        return this;
    }

    Setup log(LogDefinition wanted) {
        log = wanted;
        return this;
    }

    Setup log(LogFormat wanted) {
        return log(LogDefinition.of(wanted));
    }

    GatewayDefinition definition() {
        Timeouts timeouts =
                new Timeouts(client, server, connect, queue, request, keepAlive, Duration.ZERO, fin, fin, connect);
        return new GatewayDefinition(
                new GlobalDefinition(loops, processLimits, StatsDefinition.NONE, tune, CheckSpread.NONE, pipes),
                List.of(new FrontendDefinition(
                        "front",
                        "test.front",
                        mode,
                        binds,
                        timeouts,
                        limits,
                        front,
                        frontSockets,
                        routed ? "back" : null,
                        false,
                        log,
                        RulesDefinition.NONE)),
                List.of(new BackendDefinition(
                        "back",
                        "test.back",
                        mode,
                        timeouts,
                        fullconn,
                        back,
                        backSockets,
                        reuse,
                        balance,
                        HealthDefinition.CONNECT,
                        new RetryDefinition(retries, retryOn, redispatch),
                        abortonclose,
                        bufferRequest,
                        ServerRulesDefinition.NONE,
                        PersistenceDefinition.NONE,
                        BackendRulesDefinition.NONE,
                        servers.stream().map(server -> server.apply(this)).toList())));
    }
}
