package io.epochgateway.server.resolve;

import io.epochgateway.definition.ResolutionDefinition.Option;
import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.ServerStates;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Servers that instances of a service are given to, one each. One thread at a time. */
final class Slots {

    private final ServerStates states;
    private final List<Server> servers = new ArrayList<>();
    private final Map<Endpoint, Server> given = new LinkedHashMap<>();

    Slots(ServerStates states) {
        this.states = states;
    }

    void add(Server server) {
        servers.add(server);
    }

    ServerStates states() {
        return states;
    }

    /** What stands for what at present. */
    Map<Endpoint, Server> given() {
        return given;
    }

    /**
     * Takes the slots of instances that are gone back; the servers go into maintenance.
     *
     * @param cause as the log adds it to its sentence
     * @return those that are gone
     */
    List<Endpoint> keepOnly(Iterable<Endpoint> wanted, String cause) {
        List<Endpoint> gone = new ArrayList<>(given.keySet());
        wanted.forEach(gone::remove);
        for (Endpoint endpoint : gone) {
            Server server = given.remove(endpoint);
            if (server != null) {
                states.unresolved(server, cause);
                states.move(server, nowhere(server), "");
            }
        }
        return gone;
    }

    private static Location nowhere(Server server) {
        String written = server.definition().address().socket().text();
        return new Location(null, InetSocketAddress.createUnresolved(written, 0));
    }

    /**
     * Lets new instances have the slots of those that are gone, so that servers in use go on without a break.
     *
     * @param kept those that are not gone
     */
    void handOver(Set<Endpoint> wanted, Set<Endpoint> kept) {
        for (Endpoint endpoint : wanted) {
            if (!given.containsKey(endpoint)) {
                for (Map.Entry<Endpoint, Server> entry : given.entrySet()) {
                    Server server = entry.getValue();
                    if (!kept.contains(entry.getKey()) && server.state() == ServerState.UP) {
                        given.remove(entry.getKey());
                        given.put(endpoint, server);
                        break;
                    }
                }
            }
        }
    }

    /** Gives new instances a slot as long as there are any; those without one are left out. */
    List<Endpoint> give(Iterable<Endpoint> wanted) {
        List<Endpoint> fresh = new ArrayList<>();
        for (Endpoint endpoint : wanted) {
            if (!given.containsKey(endpoint)) {
                for (Server server : servers) {
                    if (!given.containsValue(server)) {
                        given.put(endpoint, server);
                        fresh.add(endpoint);
                        break;
                    }
                }
            }
        }
        return fresh;
    }

    /**
     * What an instance says of its share of the traffic.
     *
     * @param weight 0 to 256
     */
    void weigh(Server server, int weight) {
        if (!server.definition().resolution().options().contains(Option.IGNORE_WEIGHT)) {
            states.weigh(server, weight);
        }
    }
}
