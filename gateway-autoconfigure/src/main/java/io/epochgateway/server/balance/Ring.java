package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.Arrays;
import java.util.List;

/**
 * The points of servers on a circle of 2^32: 16 for each unit of weight, where HAProxy has them, so that a key is as near
 * to the same server. Immutable.
 */
final class Ring {

    /** More points than a server can have: the hashed numbers of two servers never meet. */
    private static final int NUMBERS = 256 * Server.WEIGHT_SCALE;

    private static final int OWNER_BITS = 31;
    private static final int OWNER = Integer.MAX_VALUE;

    private final List<Server> owners;
    /** The place on the circle above, the owner's index below; in order of the places. */
    private final long[] points;

    Ring(List<Server> owners) {
        this.owners = List.copyOf(owners);
        this.points = new long[owners.stream().mapToInt(Server::effectiveWeight).sum()];
        int at = 0;
        for (int owner = 0; owner < owners.size(); owner++) {
            Server server = owners.get(owner);
            for (int number = 0; number < server.effectiveWeight() && at < points.length; number++) {
                long place = Integer.toUnsignedLong(Hash.avalanche(server.id() * NUMBERS + number));
                points[at++] = place << OWNER_BITS | owner;
            }
        }
        Arrays.sort(points);
    }

    int size() {
        return points.length;
    }

    /** The server at a point. */
    Server server(int point) {
        return owners.get((int) points[point] & OWNER);
    }

    /** The point behind another one. */
    int next(int point) {
        return point + 1 < points.length ? point + 1 : 0;
    }

    /** The point that is nearest; of two that are as near, the one before. */
    int nearest(long hash) {
        int found = Arrays.binarySearch(points, hash << OWNER_BITS);
        int behind = found >= 0 ? found : -found - 1;
        int after = behind < points.length ? behind : 0;
        int before = behind > 0 ? behind - 1 : points.length - 1;
        return (int) hash - place(before) + Integer.MIN_VALUE <= place(after) - (int) hash + Integer.MIN_VALUE
                ? before
                : after;
    }

    private int place(int point) {
        return (int) (points[point] >>> OWNER_BITS);
    }
}
