package io.epochgateway.server;

import java.util.List;

/** One round of turns in which each server comes as often as its weight says, spread as evenly as possible. */
final class WeightedTurns {

    private WeightedTurns() {}

    static Server[] of(List<Server> servers) {
        int divisor = 0;
        int total = 0;
        for (Server server : servers) {
            divisor = gcd(server.definition().weight(), divisor);
            total += server.definition().weight();
        }
        Server[] turns = new Server[divisor == 0 ? 0 : total / divisor];
        long[] credit = new long[servers.size()];
        for (int turn = 0; turn < turns.length; turn++) {
            int richest = 0;
            for (int i = 0; i < credit.length; i++) {
                credit[i] += servers.get(i).definition().weight();
                if (credit[i] > credit[richest]) {
                    richest = i;
                }
            }
            credit[richest] -= total;
            turns[turn] = servers.get(richest);
        }
        return turns;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
