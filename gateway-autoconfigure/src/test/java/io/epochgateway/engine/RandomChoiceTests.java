package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether draws follow the weights (Pearson's chi-squared test). There are five servers, so four degrees of freedom, for
 * which the probability of such a deviation or a larger one has a short form. A right strategy fails one in a million times.
 */
class RandomChoiceTests {

    private static final int[] WEIGHTS = {1, 3, 10, 50, 256};
    private static final double ALL = 320;
    private static final int DRAWS = 200_000;
    private static final double TOO_UNLIKELY = 1e-6;

    private final ConfiguredGateway gateway = new ConfiguredGateway(1);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"random(1)", "random(2)", "random(3)"})
    void serversThatAreIdleAreDrawnByWeight(String balance) {
        ServerSet set = servers(balance);
        assertThat(likelihood(count(set), RandomChoiceTests::share)).isGreaterThan(TOO_UNLIKELY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aLoadedServerIsTakenOnlyIfItIsDrawnEachTime(int draws) {
        ServerSet set = servers("random(" + draws + ")");
        Server loaded = set.servers().getLast();
        // more than the load that the others have while they are drawn, by weight
        for (int i = 0; i < 1000; i++) {
            assertThat(set.take(loaded)).isTrue();
        }
        double all = Math.pow(share(loaded), draws);
        double others = 1 - share(loaded);
        assertThat(likelihood(count(set), server -> server == loaded ? all : share(server) / others * (1 - all)))
                .isGreaterThan(TOO_UNLIKELY);
    }

    private ServerSet servers(String balance) {
        gateway.set("backend.be.balance", balance);
        for (int i = 0; i < WEIGHTS.length; i++) {
            gateway.server("be/s" + i, 1, "weight " + WEIGHTS[i]);
        }
        return gateway.start().servers("be");
    }

    private Map<Server, Integer> count(ServerSet set) {
        Map<Server, Integer> counts = new HashMap<>();
        set.servers().forEach(server -> counts.put(server, 0));
        for (int i = 0; i < DRAWS; i++) {
            Server server = Objects.requireNonNull(set.pick());
            set.release(server, null, gateway.loops().loops().getFirst());
            counts.merge(server, 1, Integer::sum);
        }
        return counts;
    }

    private static double share(Server server) {
        return server.definition().weight() / ALL;
    }

    private static double likelihood(Map<Server, Integer> counts, ToDoubleFunction<Server> expectedShare) {
        double deviation = 0;
        for (Map.Entry<Server, Integer> count : counts.entrySet()) {
            double expected = DRAWS * expectedShare.applyAsDouble(count.getKey());
            deviation += Math.pow(count.getValue() - expected, 2) / expected;
        }
        return Math.exp(-deviation / 2) * (1 + deviation / 2);
    }
}
