package io.epochgateway.server.resolve;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.ResolversDefinition;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.resolve.NameServer.Figure;
import io.netty.handler.codec.dns.DnsRecordType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A name that is asked for again and again while somebody follows it. On the loop of its section. */
final class WatchedName {

    /**
     * What tells names apart.
     *
     * @param prefer the family that is asked for first; null for SRV records
     */
    record Key(String name, @Nullable IpFamily prefer) {

        private DnsRecordType first() {
            if (prefer == null) {
                return DnsRecordType.SRV;
            }
            return prefer == IpFamily.IPV4 ? DnsRecordType.A : DnsRecordType.AAAA;
        }

        private DnsRecordType second() {
            return prefer == IpFamily.IPV4 ? DnsRecordType.AAAA : DnsRecordType.A;
        }
    }

    private final Key key;
    private final NameServers servers;
    private final ResolversDefinition definition;
    private final List<NameUser> users = new ArrayList<>();
    /** When each was last in an answer. */
    private final Map<InetAddress, Long> addresses = new LinkedHashMap<>();

    private final Map<Endpoint, Long> seen = new LinkedHashMap<>();
    private Map<Endpoint, Integer> weights = Map.of();
    private Map<String, InetAddress> additional = Map.of();
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            ask();
        }
    };
    private DnsRecordType asked;
    private int round;
    private int left;
    private int outstanding;
    private @Nullable Failure failure;
    private long begun;
    private long lastFound = System.nanoTime();
    private boolean everFound;

    WatchedName(Key key, NameServers servers, ResolversDefinition definition) {
        this.key = key;
        this.servers = servers;
        this.definition = definition;
        this.asked = key.first();
    }

    Key key() {
        return key;
    }

    /** From now on somebody follows it; what is known is told at once if it is fresh. */
    void follow(NameUser user) {
        users.add(user);
        if (users.size() == 1) {
            ask();
        } else if (everFound
                && System.nanoTime() - lastFound < definition.hold().valid().toNanos()) {
            user.found(this, "DNS cache");
        }
    }

    /** Whether somebody still does. */
    boolean leave(NameUser user) {
        users.remove(user);
        if (users.isEmpty()) {
            round++;
            servers.timers().remove(timer);
        }
        return !users.isEmpty();
    }

    /** Nobody follows it any more. */
    void end() {
        users.clear();
        servers.timers().remove(timer);
    }

    List<NameUser> users() {
        return users;
    }

    /** As long as they are not obsolete, those of the last answers first. */
    Set<InetAddress> addresses() {
        return addresses.keySet();
    }

    /** The instances of SRV records, with the weights of the last answer that had them. */
    Map<Endpoint, Integer> instances() {
        return weights;
    }

    /** The address that came along with the last answer; null if none did. */
    @Nullable
    InetAddress additional(String host) {
        return additional.get(host);
    }

    private void ask() {
        begun = System.nanoTime();
        left = definition.retries();
        asked = key.first();
        send();
    }

    private void send() {
        round++;
        int now = round;
        outstanding = servers.all().size();
        failure = null;
        for (NameServer server : servers.all()) {
            servers.ask(server, key.name(), asked, answer -> answered(now, server, answer));
        }
    }

    private void answered(int of, NameServer by, Answer answer) {
        if (of != round || users.isEmpty()) {
            if (answer.failure() != Failure.TIMEOUT) {
                by.hit(Figure.OUTDATED);
            }
            return;
        }
        if (answer.failure() == null) {
            found(answer, by);
            return;
        }
        if (answer.failure() != Failure.TIMEOUT) {
            failure = answer.failure();
        }
        outstanding--;
        if (outstanding == 0) {
            allFailed();
        }
    }

    private void allFailed() {
        if (failure == null) {
            left--;
            asked = key.first();
            if (left > 0) {
                send();
            } else {
                fail(Failure.TIMEOUT);
            }
        } else if (key.prefer() != null && asked.equals(key.first())) {
            asked = key.second();
            send();
        } else {
            fail(failure);
        }
    }

    private void found(Answer answer, NameServer by) {
        round++;
        long now = System.nanoTime();
        lastFound = now;
        everFound = true;
        long oldest = now - definition.hold().obsolete().toNanos();
        renew(addresses, answer.addresses(), now, oldest);
        renew(seen, answer.instances().keySet(), now, oldest);
        Map<Endpoint, Integer> all = new LinkedHashMap<>(answer.instances());
        seen.keySet().forEach(endpoint -> all.putIfAbsent(endpoint, weights.getOrDefault(endpoint, 0)));
        weights = all;
        additional = answer.additional();
        again();
        String who = definition.name() + "/" + by.id();
        for (NameUser user : List.copyOf(users)) {
            user.found(this, who);
            // the others get what is known already
            who = "DNS cache";
        }
    }

    /** Adds what is in an answer, first, and forgets what was last in one before {@code oldest}. */
    static <T> void renew(Map<T, Long> known, Iterable<T> now, long time, long oldest) {
        Map<T, Long> before = new LinkedHashMap<>(known);
        known.clear();
        now.forEach(each -> known.put(each, time));
        before.forEach((each, last) -> {
            if (last > oldest) {
                known.putIfAbsent(each, last);
            }
        });
    }

    private void fail(Failure why) {
        round++;
        again();
        Duration since = Duration.ofNanos(System.nanoTime() - lastFound);
        List.copyOf(users).forEach(user -> user.failed(why, since));
    }

    private void again() {
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        servers.timers().arm(timer, Math.max(1, definition.resolve().toMillis() - passed));
    }
}
