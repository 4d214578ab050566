package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An endless order of turns in which each server is as often there as it weighs, and never in a burst: HAProxy's
 * {@code roundrobin}. A server's next turn is a total weight divided by its own weight away; what the division leaves
 * over is carried on. A round is as many turns as the total weight; who has no turn left in it waits for the next one,
 * and who was not in it yet takes the turns that belong to nobody, the heaviest first. One thread at a time.
 */
final class FairTurns {

    private static final Comparator<Place> BY_TURN = Comparator.comparingLong((Place place) -> place.turn)
            .thenComparingInt(place -> (place.rest - place.weight) / Server.WEIGHT_SCALE)
            .thenComparingLong(place -> place.arrival);
    private static final Comparator<Place> BY_WEIGHT =
            Comparator.comparingInt((Place place) -> -place.weight).thenComparingLong(place -> place.arrival);

    private final PriorityQueue<Place> inRound = new PriorityQueue<>(BY_TURN);
    private PriorityQueue<Place> fresh = new PriorityQueue<>(BY_WEIGHT);
    private PriorityQueue<Place> forNextRound = new PriorityQueue<>(BY_WEIGHT);
    private final int total;
    private long now;
    private long arrivals;

    private static final class Place {
        final Server server;
        final int weight;
        long turn;
        int rest;
        long arrival;

        Place(Server server) {
            this.server = server;
            this.weight = server.effectiveWeight();
        }
    }

    /**
     * Begins anew.
     *
     * @param servers each with a weight above 0
     */
    FairTurns(List<Server> servers) {
        List<Place> places = new ArrayList<>();
        servers.forEach(server -> places.add(new Place(server)));
        total = places.stream().mapToInt(place -> place.weight).sum();
        now = total;
        places.forEach(place -> add(place, fresh));
    }

    /** Whose turn is next. */
    Server next() {
        Place place = take();
        if (place.turn == 0) {
            place.turn = now;
        }
        place.turn += total / place.weight;
        place.rest += total % place.weight;
        if (place.rest >= place.weight) {
            place.rest -= place.weight;
            place.turn++;
        }
        now++;
        if (place.turn >= 2L * total) {
            add(place, forNextRound);
        } else {
            add(place, inRound);
        }
        return place.server;
    }

    private Place take() {
        Place due = inRound.peek();
        if (due == null && fresh.isEmpty()) {
            beginRound();
        }
        if ((due == null || due.turn > now) && !fresh.isEmpty()) {
            Place first = fresh.remove();
            first.turn = 0;
            first.rest = 0;
            return first;
        }
        return inRound.remove();
    }

    private void beginRound() {
        PriorityQueue<Place> waited = forNextRound;
        forNextRound = fresh;
        fresh = waited;
        now = total;
    }

    private void add(Place place, PriorityQueue<Place> to) {
        place.arrival = arrivals++;
        to.add(place);
    }
}
