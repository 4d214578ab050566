package io.epochgateway.server.resolve;

import io.epochgateway.definition.ResolversDefinition.Hold;
import io.epochgateway.server.Server;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a backend that stand for the SRV records of one name (RFC 2782). Priorities say nothing, as in HAProxy. On
 * the loop of the name's section.
 */
final class SrvServers implements NameUser {

    private static final String REMOVED = " (entry removed from SRV record)";

    private final NameServers nameServers;
    private final Slots slots;
    private final Hold hold;
    /** Those whose address is asked for; the others came with theirs. */
    private final Map<Endpoint, NamedServer> asked = new HashMap<>();

    SrvServers(NameServers nameServers, Slots slots) {
        this.nameServers = nameServers;
        this.slots = slots;
        this.hold = nameServers.definition().hold();
    }

    @Override
    public void found(WatchedName name, String by) {
        drop(slots.keepOnly(name.instances().keySet(), REMOVED));
        slots.give(name.instances().keySet());
        for (Map.Entry<Endpoint, Server> entry : List.copyOf(slots.given().entrySet())) {
            Endpoint endpoint = entry.getKey();
            Server server = entry.getValue();
            // 16 bits there, 0 to 256 here
            slots.weigh(server, (name.instances().getOrDefault(endpoint, 0) + 255) / 256);
            locate(endpoint, server, name.additional(endpoint.host()));
        }
    }

    private void locate(Endpoint endpoint, Server server, @Nullable InetAddress along) {
        NamedServer known = asked.get(endpoint);
        if (along != null) {
            if (known != null) {
                nameServers.leave(known.key(), known);
                asked.remove(endpoint);
            }
            new NamedServer(server, slots.states(), hold, endpoint.host(), endpoint.port())
                    .take(along, "DNS additional record");
        } else if (known == null) {
            NamedServer fresh = new NamedServer(server, slots.states(), hold, endpoint.host(), endpoint.port());
            asked.put(endpoint, fresh);
            nameServers.follow(fresh.key(), fresh);
        }
    }

    private void drop(List<Endpoint> gone) {
        for (Endpoint endpoint : gone) {
            NamedServer follower = asked.remove(endpoint);
            if (follower != null) {
                nameServers.leave(follower.key(), follower);
            }
        }
    }

    @Override
    public void failed(Failure failure, Duration since) {
        if (since.compareTo(failure.hold(hold)) >= 0) {
            drop(slots.keepOnly(Set.of(), REMOVED));
        }
    }
}
