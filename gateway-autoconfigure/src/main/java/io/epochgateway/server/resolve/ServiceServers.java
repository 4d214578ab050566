package io.epochgateway.server.resolve;

import io.epochgateway.definition.ResolversDefinition.Hold;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.net.Resolution;
import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.netty.util.NetUtil;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a backend that stand for the instances of one service. It has a thread of its own, so that a discovery that
 * keeps it waiting holds up neither a loop nor another service.
 */
final class ServiceServers {

    private static final Logger log = LoggerFactory.getLogger("gateway.server");

    private static final String GONE = " (gone from discovery)";
    private static final String FAILED = " (discovery failed)";
    /** So that a hold of nothing makes no storm of questions. */
    private static final long SHORTEST_MILLIS = 100;

    private final Discovery discovery;
    private final String service;
    private final Slots slots;
    private final Hold hold;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** When each was last in an answer. */
    private final Map<Endpoint, Long> seen = new LinkedHashMap<>();

    private long lastFound = System.nanoTime();
    private boolean failing;

    ServiceServers(Discovery discovery, String service, Slots slots, Hold hold) {
        this.discovery = discovery;
        this.service = service;
        this.slots = slots;
        this.hold = hold;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("gateway-discovery-" + service)
                .unstarted(this::askAgainAndAgain);
    }

    void add(Server server) {
        slots.add(server);
    }

    /** Goes on asking, on its thread. Once. */
    void start() {
        thread.start();
    }

    /** Asks nothing any more; an answer that is awaited now says nothing. Any thread. */
    void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    private void askAgainAndAgain() {
        long pause = Math.max(SHORTEST_MILLIS, hold.valid().toMillis());
        try {
            while (!stopped.await(pause, TimeUnit.MILLISECONDS)) {
                ask();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks now, and lets the servers follow. Before the start, or on its thread. */
    void ask() {
        try {
            List<Endpoint> answer = discovery.instances(service);
            if (stopped.getCount() > 0) {
                found(answer);
            }
        } catch (Exception e) { // somebody else's code
            if (stopped.getCount() > 0) {
                failed(e);
            }
        }
    }

    private void found(List<Endpoint> answer) {
        long now = System.nanoTime();
        WatchedName.renew(seen, answer, now, now - hold.obsolete().toNanos());
        lastFound = now;
        if (failing) {
            failing = false;
            log.info("Discovery tells of '{}' again.", service);
        }
        Map<Endpoint, Location> there = new LinkedHashMap<>();
        for (Endpoint endpoint : seen.keySet()) {
            Location location = locate(endpoint);
            if (location != null) {
                there.put(endpoint, location);
            }
        }
        // what is new comes before what is old goes: a backend that is all replaced is never without a server
        slots.give(there.keySet());
        slots.handOver(there.keySet(), seen.keySet());
        place(there);
        slots.keepOnly(seen.keySet(), GONE);
        slots.give(there.keySet());
        place(there);
    }

    /** Null if its name has no address: then it gets no slot, and stays where it was if it has one. */
    private static @Nullable Location locate(Endpoint endpoint) {
        String host = endpoint.host();
        boolean written = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        try {
            return new Location(written ? null : host, Resolution.resolve(new Tcp(host, endpoint.port())));
        } catch (UnknownHostException unknown) {
            return null;
        }
    }

    private void place(Map<Endpoint, Location> there) {
        slots.given().forEach((endpoint, server) -> {
            Location location = there.get(endpoint);
            if (location != null) {
                place(server, location);
            }
        });
    }

    private void place(Server server, Location location) {
        slots.states().move(server, location, "discovery");
        if (server.condition().unresolved()) {
            slots.states().resolved(server);
            log.info("Server {}/{} administratively READY thanks to discovery.", server.proxy(), server.name());
        }
    }

    private void failed(Exception why) {
        Duration patience = Failure.OTHER.hold(hold);
        if (!failing) {
            failing = true;
            log.warn(
                    "Discovery can't tell of '{}', its servers stay up to {} s without news: {}",
                    service,
                    patience.toMillis() / 1000.0,
                    why.toString());
        }
        if (System.nanoTime() - lastFound >= patience.toNanos()) {
            seen.clear();
            slots.keepOnly(Set.of(), FAILED);
        }
    }
}
