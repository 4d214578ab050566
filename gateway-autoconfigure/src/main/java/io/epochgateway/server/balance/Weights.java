package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.List;

/** The common measure of the configured weights: static strategies count in multiples of it, as HAProxy does. */
record Weights(int measure) {

    /** Of all servers, the usable and the others. */
    static Weights of(List<Server> all) {
        int measure = 0;
        for (Server server : all) {
            measure = greatestCommonDivisor(server.definition().weight(), measure);
        }
        return new Weights(Math.max(measure, 1));
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Of a usable server, at least 1. */
    int of(Server server) {
        return Math.max(1, server.effectiveWeight() / Server.WEIGHT_SCALE / measure);
    }
}
