package io.epochgateway.server.balance;

import io.epochgateway.server.Server;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * An endless order of turns in which each server is as often there as it weighs, and never in a burst: HAProxy's
 * {@code roundrobin}. A server's next turn is a total weight divided by its own weight away; what the division leaves
 * over is carried on. A round is as many turns as the total weight; who has no turn left in it waits for the next one,
 * and who was not in it yet takes the turns that belong to nobody, the heaviest first. One thread at a time.
 */
final class FairTurns {

    private static final Comparator<Place> BY_WEIGHT =
            Comparator.comparingInt((Place place) -> -place.weight).thenComparingLong(place -> place.arrival);

    private final Calendar inRound;
    private PriorityQueue<Place> fresh = new PriorityQueue<>(BY_WEIGHT);
    private PriorityQueue<Place> forNextRound = new PriorityQueue<>(BY_WEIGHT);
    /** What lies further away shares a day with what is near. */
    private static final int MOST_DAYS = 1 << 22;

    private final int total;
    private long now;
    private long arrivals;

    private static final class Place {
        final Server server;
        final int weight;
        long turn;
        int rest;
        long arrival;

        @Nullable
        Place next;

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
        inRound = new Calendar(places, total);
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
            inRound.add(place);
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

    /**
     * Places by their turns, of equals first those that are furthest behind their share. Turns are so dense that the next one
     * is found by looking at one after the other, however many places there are.
     */
    private static final class Calendar {

        private final @Nullable Place[] days;
        private final int mask;
        private long first;
        private int size;

        /** Nobody wants a turn further away than twice as many as the lightest waits. */
        Calendar(List<Place> places, int total) {
            int lightest = places.stream().mapToInt(place -> place.weight).min().orElse(1);
            long most = 2L * (total / lightest) + 4;
            days = new @Nullable Place[(int) Math.min(Long.highestOneBit(most) * 2, MOST_DAYS)];
            mask = days.length - 1;
        }

        void add(Place place) {
            int day = (int) place.turn & mask;
            Place before = null;
            Place after = days[day];
            while (after != null && !isBefore(place, after)) {
                before = after;
                after = after.next;
            }
            place.next = after;
            if (before == null) {
                days[day] = place;
            } else {
                before.next = place;
            }
            first = size == 0 ? place.turn : Math.min(first, place.turn);
            size++;
        }

        private static boolean isBefore(Place one, Place other) {
            if (one.turn != other.turn) {
                return one.turn < other.turn;
            }
            return (one.rest - one.weight) / Server.WEIGHT_SCALE < (other.rest - other.weight) / Server.WEIGHT_SCALE;
        }

        /** The next one, which stays; null if there is none. */
        @Nullable
        Place peek() {
            if (size == 0) {
                return null;
            }
            Place place = days[(int) first & mask];
            while (place == null || place.turn != first) {
                first++;
                place = days[(int) first & mask];
            }
            return place;
        }

        Place remove() {
            Place place = Objects.requireNonNull(peek());
            days[(int) first & mask] = place.next;
            place.next = null;
            size--;
            return place;
        }
    }
}
