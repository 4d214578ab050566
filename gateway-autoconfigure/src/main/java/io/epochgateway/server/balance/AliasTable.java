package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Draws by weight with one random number, however many there are (A. J. Walker's alias method). */
final class AliasTable {

    private final Server[] servers;
    /** How much of a column is the server's own; the rest is its alias's. */
    private final long[] own;

    private final int[] alias;
    private final long column;

    private AliasTable(List<Server> usable) {
        servers = usable.toArray(Server[]::new);
        own = new long[servers.length];
        alias = new int[servers.length];
        column = usable.stream().mapToLong(Server::effectiveWeight).sum();
        // the poor from the beginning, the rich from the end
        int[] waiting = new int[servers.length];
        int poor = 0;
        int rich = servers.length;
        for (int i = 0; i < servers.length; i++) {
            own[i] = (long) servers[i].effectiveWeight() * servers.length;
            alias[i] = i;
            waiting[own[i] < column ? poor++ : --rich] = i;
        }
        while (poor > 0 && rich < servers.length) {
            int gets = waiting[--poor];
            int gives = waiting[rich];
            alias[gets] = gives;
            own[gives] -= column - own[gets];
            if (own[gives] < column) {
                rich++;
                waiting[poor++] = gives;
            }
        }
    }

    static AliasTable of(List<Server> usable) {
        return new AliasTable(usable);
    }

    int size() {
        return servers.length;
    }

    Server server(int index) {
        return servers[index];
    }

    /** One of them; there must be one. */
    Server draw() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int index = random.nextInt(servers.length);
        return servers[random.nextLong(column) < own[index] ? index : alias[index]];
    }
}
