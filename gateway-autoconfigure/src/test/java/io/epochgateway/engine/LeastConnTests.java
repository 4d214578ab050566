package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The least loaded server is found, whoever takes and gives slots at the same time. */
class LeastConnTests {

    private static final int SERVERS = 23;
    private static final int THREADS = 4;

    @Test
    void afterManyThreadsHaveChangedLoadsNoServerIsForgotten() throws Exception {
        try (ConfiguredGateway gateway = new ConfiguredGateway(1);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            gateway.set("backend.back.balance", "leastconn");
            for (int i = 0; i < SERVERS; i++) {
                gateway.server("back/s" + i, 1, i % 3 == 0 ? "maxconn 3" : "");
            }
            ServerSet set = gateway.start().servers("back");
            GatewayLoop loop = gateway.loops().loops().getFirst();
            for (int round = 0; round < 100; round++) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    running.add(threads.submit(() -> takeAndGiveBack(set, loop)));
                }
                for (Future<?> each : running) {
                    each.get();
                }
                List<Server> chosen = new ArrayList<>();
                for (int i = 0; i < SERVERS; i++) {
                    chosen.add(Objects.requireNonNull(set.pick()));
                }
                Set<Server> distinct = new HashSet<>(chosen);
                assertThat(distinct).as("round %d", round).hasSize(SERVERS);
                chosen.forEach(server -> set.release(server, null, loop));
            }
        }
    }

    private static void takeAndGiveBack(ServerSet set, GatewayLoop loop) {
        Deque<Server> held = new ArrayDeque<>();
        for (int i = 0; i < 2000; i++) {
            Server picked = held.size() > 20 || ThreadLocalRandom.current().nextInt(3) == 0 ? null : set.pick();
            if (picked != null) {
                held.add(picked);
            } else if (!held.isEmpty()) {
                set.release(held.remove(), null, loop);
            }
        }
        held.forEach(server -> set.release(server, null, loop));
    }
}
