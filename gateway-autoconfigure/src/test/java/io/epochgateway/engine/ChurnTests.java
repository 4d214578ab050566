package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.server.Administration;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerStates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that come, go and change their weights a hundred times a second while clients are served. */
class ChurnTests {

    private static final int CLIENTS = 32;
    private static final int CHANGES = 120;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger right = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "roundrobin, '', 4",
        "static-rr, '', 4",
        "leastconn, '', 4",
        "random, '', 0",
        "first, '', 12",
        "uri, consistent, 4",
        "uri, map-based, 4"
    })
    void noRequestIsLostOrDoubled(String balance, String hash, int maxconn) throws Exception {
        try (Origin one = Origin.answeringWithTheTarget();
                Origin two = Origin.answeringWithTheTarget();
                Origin three = Origin.answeringWithTheTarget();
                Origin four = Origin.answeringWithTheTarget();
                ConfiguredGateway gateway = new ConfiguredGateway()) {
            List<Origin> origins = List.of(one, two, three, four);
            gateway.set("frontend.fe.bind", "127.0.0.1:0")
                    .set("frontend.fe.default-backend", "be")
                    .set("backend.be.balance", balance)
                    .set("backend.be.option.redispatch", "true")
                    .set("backend.be.timeout.queue", "10s");
            if (!hash.isEmpty()) {
                gateway.set("backend.be.hash-type", hash);
            }
            for (int i = 0; i < origins.size(); i++) {
                int port = origins.get(i).address().getPort();
                gateway.server("be/s" + i, port, "weight 100 maxconn " + maxconn);
            }
            gateway.start();

            List<Thread> clients = start(gateway.port("fe"));
            soon().until(() -> right.get() >= CLIENTS);
            churn(gateway);
            int during = right.get();
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }

            assertThat(wrong).isEmpty();
            assertThat(during).isGreaterThan(10 * CLIENTS);
            assertThat(gateway.lines()).hasSizeGreaterThan(CHANGES / 10);
            List<String> arrived = Stream.of(one, two, three, four)
                    .flatMap(origin -> origin.requests().stream())
                    .map(Message::startLine)
                    .toList();
            assertThat(arrived).hasSize(right.get()).doesNotHaveDuplicates();
            assertThat(gateway.gateway().backends())
                    .allSatisfy(backend -> assertThat(backend.servers().servers())
                            .allMatch(server -> server.served() == 0 && server.queued() == 0));
        }
    }

    private List<Thread> start(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = "/" + i + "/";
            clients.add(Thread.startVirtualThread(() -> ask(address, name)));
        }
        return clients;
    }

    private void ask(InetSocketAddress address, String name) {
        try (RawClient client = RawClient.to(address)) {
            for (int number = 0; !over.get(); number++) {
                String target = name + number;
                Message reply = client.get(target);
                if (reply.status() != 200 || !reply.body().equals(target)) {
                    wrong.add(target + ": " + reply.startLine() + ", " + reply.body());
                    return;
                }
                right.incrementAndGet();
            }
        } catch (IOException e) {
            wrong.add(name + ": " + e);
        }
    }

    /** Changes one of the servers every 10 ms; the first one always takes traffic. */
    private static void churn(ConfiguredGateway gateway) throws Exception {
        Random random = new Random(6);
        ServerStates states = gateway.states("be/s0");
        List<Server> servers = Stream.of("be/s0", "be/s1", "be/s2", "be/s3")
                .map(gateway::server)
                .toList();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            AtomicInteger left = new AtomicInteger(CHANGES);
            var changes = clock.scheduleAtFixedRate(
                    () -> {
                        if (left.getAndDecrement() > 0) {
                            change(states, servers, random);
                        }
                    },
                    0,
                    10,
                    TimeUnit.MILLISECONDS);
            soon().until(() -> left.get() <= 0 || changes.isDone());
            assertThat(changes.isDone()).as("a change failed").isFalse();
            clock.shutdownNow();
        }
    }

    private static void change(ServerStates states, List<Server> servers, Random random) {
        Server any = servers.get(1 + random.nextInt(servers.size() - 1));
        switch (random.nextInt(3)) {
            case 0 -> {
                if (states.isDynamic()) {
                    states.weigh(servers.getFirst(), 1 + random.nextInt(256));
                    states.weigh(any, random.nextInt(257));
                } else {
                    states.weigh(any, random.nextBoolean() ? 0 : 100);
                }
            }
            case 1 -> states.administer(any, Administration.values()[random.nextInt(3)]);
            default ->
                states.operate(any, random.nextBoolean() ? Operation.STOPPED : Operation.RUNNING, ", changed from CLI");
        }
    }
}
