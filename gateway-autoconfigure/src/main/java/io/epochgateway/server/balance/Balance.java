package io.epochgateway.server.balance;

import io.epochgateway.definition.BalanceAlgorithm.Hashed;
import io.epochgateway.definition.BalanceAlgorithm.Plain;
import io.epochgateway.definition.BalanceAlgorithm.Random;
import io.epochgateway.definition.BalanceDefinition;
import io.epochgateway.definition.HashType;
import io.epochgateway.http.MessageHead;
import io.epochgateway.server.Server;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strategy of choosing among servers. Any thread, no lock. */
public interface Balance {

    /** The key of what has none. */
    long NO_KEY = -1;

    /** A server that had a free slot, the slot taken; null if none has one. */
    @Nullable
    Server pick();

    /**
     * What decides about the server of a request, if the strategy looks at requests: 0 to 2^32 - 1, or {@link #NO_KEY}.
     *
     * @param client the client's address; null if it isn't known
     * @param request null in mode tcp
     */
    default long key(@Nullable SocketAddress client, @Nullable MessageHead request) {
        return NO_KEY;
    }

    /**
     * The same of a sample that was looked up elsewhere, if the strategy wants one.
     *
     * @param from where it begins in the octets
     * @param to where it ends
     */
    default long key(byte[] octets, int from, int to) {
        return NO_KEY;
    }

    /** Whether the body of a POST without a key may have one. */
    default boolean looksIntoForms() {
        return false;
    }

    /** The key in a form that is the body of a POST, all of it or its beginning. */
    default long keyOfForm(byte[] form) {
        return NO_KEY;
    }

    /**
     * The server that a key leads to, whether it has a free slot or not; null if the key says nothing, or if there is no
     * server.
     */
    default @Nullable Server designate(long key) {
        return null;
    }

    /**
     * The usable servers or their weights have changed. Called by one thread at a time.
     *
     * @param usable in the order of the configuration, each with a weight above 0
     */
    void use(List<Server> usable);

    /** The strategy for these servers, none of them usable yet. */
    static Balance of(BalanceDefinition definition, List<Server> all) {
        return switch (definition.algorithm()) {
            case Plain.ROUNDROBIN -> new RoundRobin();
            case Plain.STATIC_RR -> new StaticRr(all);
            case Plain.LEASTCONN -> Tournament.leastConn(all);
            case Plain.FIRST -> Tournament.first(all);
            case Random random -> new RandomDraws(random.draws(), BoundedLoad.of(definition, all));
            case Hashed hashed -> {
                RequestHash hash = RequestHash.of(hashed, definition.hashType());
                yield definition.hashType().method() == HashType.Method.CONSISTENT
                        ? new ConsistentHash(hash, definition.hashPreserveAffinity(), BoundedLoad.of(definition, all))
                        : new MapBasedHash(hash, all);
            }
        };
    }
}
