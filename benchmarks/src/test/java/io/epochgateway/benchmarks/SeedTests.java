package io.epochgateway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoopResources;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A few seconds of the seed scenario. */
class SeedTests {

    private static final int CLIENTS = 64;

    @Test
    void noRequestIsLostDoubledOrAnsweredWithAnothersBytes() throws Exception {
        SeedTally tally = new SeedTally(CLIENTS);
        try (SeedOrigin origin = new SeedOrigin(0, tally);
                GatewayLoopResources loops = GatewayLoopResources.create("seed", 64)) {
            Gateway gateway = Gateway.start(definition(origin.port()), loops);
            SeedClients clients =
                    new SeedClients(gateway.addresses("p2").getFirst().getPort(), tally);
            Thread[] threads = clients.start(CLIENTS);
            TimeUnit.SECONDS.sleep(3);
            clients.end();
            for (Thread thread : threads) {
                thread.join();
            }
            gateway.stop(Duration.ofSeconds(5));
        }
        assertThat(tally.unharmed()).as("%s", tally).isTrue();
    }

    private static GatewayDefinition definition(int origin) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "seed",
                        Map.of(
                                "gateway.defaults.mode", "http",
                                "gateway.defaults.timeout.client", "5s",
                                "gateway.defaults.timeout.server", "5s",
                                "gateway.defaults.timeout.connect", "5s",
                                "gateway.listen.p2.bind", "127.0.0.1:0",
                                "gateway.listen.p2.http-reuse", "always",
                                "gateway.listen.p2.server.s1", "127.0.0.1:" + origin + " maxconn 4")));
        return GatewayGrammar.read(environment);
    }
}
