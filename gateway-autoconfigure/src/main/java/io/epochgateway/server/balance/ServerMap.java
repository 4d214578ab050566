package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A plan of turns in which each server has as many as it weighs, spread evenly, and the first server the first one: the
 * plan that HAProxy's static algorithms make, so that the same hash finds the same server.
 *
 * <p>In each step every server gains its weight, and the one that is chosen pays the total. The choice goes to the
 * servers that have most whole totals on hand, and of these to the first.
 */
final class ServerMap {

    /** No server ever has more on hand than its last payment and two gains make. */
    private static final int LEVELS = 4;

    private final int[] weights;
    private final int total;
    private final BitSet[] onHand = new BitSet[LEVELS];
    private final int[] level;
    private final int[] reached;
    private final int[] firstOfStep;
    private final int[] nextOfStep;

    private ServerMap(int[] weights) {
        this.weights = weights;
        this.total = Arrays.stream(weights).sum();
        this.level = new int[weights.length];
        this.reached = new int[weights.length];
        this.nextOfStep = new int[weights.length];
        this.firstOfStep = new int[total + 1];
        Arrays.setAll(onHand, any -> new BitSet(weights.length));
        Arrays.fill(firstOfStep, -1);
        for (int i = weights.length - 1; i >= 0; i--) {
            onHand[0].set(i);
            expectNextLevel(i);
        }
    }

    static Server[] of(List<Server> usable, Weights measure) {
        if (usable.size() == 1) {
            return new Server[] {usable.getFirst()};
        }
        ServerMap map = new ServerMap(usable.stream().mapToInt(measure::of).toArray());
        Server[] turns = new Server[map.total];
        for (int step = 1; step <= map.total; step++) {
            turns[step - 1] = usable.get(map.choose(step));
        }
        return turns;
    }

    private int choose(int step) {
        for (int i = firstOfStep[step]; i >= 0; ) {
            int next = nextOfStep[i];
            move(i, 1);
            expectNextLevel(i);
            i = next;
        }
        int highest = LEVELS - 1;
        while (onHand[highest].isEmpty()) {
            highest--;
        }
        int chosen = onHand[highest].nextSetBit(0);
        move(chosen, -1);
        return chosen;
    }

    private void move(int i, int by) {
        onHand[level[i]].clear(i);
        level[i] += by;
        onHand[level[i]].set(i);
    }

    /** The step from which the gains make one more whole total. */
    private void expectNextLevel(int i) {
        long step = Math.max(1, ((long) total * reached[i] + weights[i] - 1) / weights[i]);
        reached[i]++;
        if (step <= total) {
            nextOfStep[i] = firstOfStep[(int) step];
            firstOfStep[(int) step] = i;
        }
    }
}
