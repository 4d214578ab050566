package io.epochgateway.server.balance;

import io.epochgateway.definition.HashAffinity;
import io.epochgateway.server.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The nearest point of a {@link Ring}; further along it where the server has too much to do; one point after the other
 * where there is no key.
 */
final class ConsistentHash extends HashBalance {

    private final HashAffinity affinity;
    private final BoundedLoad bounded;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Ring ring = new Ring(List.of());

    ConsistentHash(RequestHash hash, HashAffinity affinity, BoundedLoad bounded) {
        super(hash);
        this.affinity = affinity;
        this.bounded = bounded;
    }

    @Override
    public void use(List<Server> usable) {
        bounded.use(usable);
        ring = new Ring(usable);
    }

    @Override
    public @Nullable Server designate(long key) {
        Ring now = ring;
        if (key == NO_KEY || now.size() == 0) {
            return null;
        }
        int nearest = now.nearest(key);
        int point = nearest;
        do {
            Server server = now.server(point);
            if (bounded.allows(server) && keeps(server)) {
                return server;
            }
            point = now.next(point);
        } while (point != nearest);
        return now.server(nearest);
    }

    private boolean keeps(Server server) {
        return switch (affinity) {
            case ALWAYS -> true;
            case MAXCONN -> server.hasFreeSlot();
            case MAXQUEUE -> server.hasFreeSlot() || server.hasRoomInQueue();
        };
    }

    @Override
    public @Nullable Server pick() {
        Ring now = ring;
        for (int tries = 0; tries < now.size(); tries++) {
            Server server = now.server(Integer.remainderUnsigned(turn.getAndIncrement(), now.size()));
            if (server.takeSlot()) {
                return server;
            }
        }
        return null;
    }
}
