package io.epochgateway.benchmarks;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BackendRulesDefinition;
import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.GlobalDefinition;
import io.epochgateway.definition.HashAffinity;
import io.epochgateway.definition.HashType;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.PersistenceDefinition;
import io.epochgateway.definition.PoolDefinition;
import io.epochgateway.definition.ResolutionDefinition;
import io.epochgateway.definition.RetryDefinition;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.ServerRulesDefinition;
import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.StateDefinition;
import io.epochgateway.definition.Timeouts;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.server.Administration;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to choose a server and to give its slot back, and to change a server's weight or state, from 1 to 10,000
 * servers? Threads by {@code -t}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BalanceBenchmark {

    @Param({"roundrobin", "static-rr", "leastconn", "first", "random", "map-based", "consistent"})
    public String algorithm = "";

    @Param({"1", "10", "1000", "10000"})
    public int servers;

    private final GatewayLoopResources loops = GatewayLoopResources.create("benchmark", 1);
    private @Nullable ServerSet set;
    private @Nullable GatewayLoop loop;
    private int changes;

    @Setup
    public void start() {
        Duration none = Duration.ZERO;
        BackendDefinition backend = new BackendDefinition(
                "b",
                "b",
                Mode.HTTP,
                new Timeouts(none, none, none, none, none, none, none, none, none, none),
                0,
                HttpOptions.NONE,
                SocketOptions.NONE,
                HttpReuse.SAFE,
                balance(),
                HealthDefinition.CONNECT,
                RetryDefinition.of(3),
                false,
                false,
                ServerRulesDefinition.NONE,
                PersistenceDefinition.NONE,
                BackendRulesDefinition.NONE,
                IntStream.rangeClosed(1, servers).mapToObj(this::server).toList());
        Gateway gateway =
                Gateway.start(new GatewayDefinition(new GlobalDefinition(1), List.of(), List.of(backend)), loops);
        set = gateway.backends().iterator().next().servers();
        loop = loops.loops().getFirst();
    }

    private ServerDefinition server(int id) {
        return new ServerDefinition(
                "s" + id,
                "s",
                ServerAddress.of("127.0.0.1", 1),
                0,
                0,
                0,
                1 + id % 4,
                false,
                false,
                PoolDefinition.DEFAULT,
                ConnectOptions.NONE,
                id,
                null,
                null,
                ResolutionDefinition.SYSTEM,
                StateDefinition.PLAIN);
    }

    private BalanceDefinition balance() {
        return switch (algorithm) {
            case "roundrobin" -> BalanceDefinition.of(BalanceAlgorithm.ROUNDROBIN);
            case "static-rr" -> BalanceDefinition.of(BalanceAlgorithm.STATIC_RR);
            case "leastconn" -> BalanceDefinition.of(BalanceAlgorithm.LEASTCONN);
            case "first" -> BalanceDefinition.of(BalanceAlgorithm.FIRST);
            case "random" -> BalanceDefinition.of(BalanceAlgorithm.RANDOM);
            case "map-based" -> hashed(HashType.Method.MAP_BASED);
            default -> hashed(HashType.Method.CONSISTENT);
        };
    }

    private static BalanceDefinition hashed(HashType.Method method) {
        return new BalanceDefinition(
                "b",
                new BalanceAlgorithm.Source(),
                new HashType(method, HashType.Function.SDBM, true),
                0,
                HashAffinity.ALWAYS,
                false);
    }

    @TearDown
    public void stop() {
        loops.close();
    }

    @Benchmark
    public @Nullable Server chooseAndGiveBack() {
        ServerSet all = Objects.requireNonNull(set);
        Server server = all.designated(
                Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt()));
        if (server == null || !all.take(server)) {
            server = all.pick();
        }
        if (server != null) {
            all.release(server, null, Objects.requireNonNull(loop));
        }
        return server;
    }

    /** One of them after the other; each second change of a server takes the first one back. */
    @Benchmark
    public void changeAWeight() {
        ServerSet all = Objects.requireNonNull(set);
        int number = changes++;
        Server server = all.servers().get(number % servers);
        all.states().weigh(server, 5 + number / servers % 2);
    }

    @Benchmark
    public void changeAState() {
        ServerSet all = Objects.requireNonNull(set);
        int number = changes++;
        Server server = all.servers().get(number / 2 % servers);
        all.states().administer(server, number % 2 == 0 ? Administration.DRAIN : Administration.READY);
    }
}
