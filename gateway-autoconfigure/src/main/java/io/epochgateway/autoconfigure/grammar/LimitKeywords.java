package io.epochgateway.autoconfigure.grammar;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keywords that say how much there may be of something: connections, requests, those that wait. */
final class LimitKeywords {

    static final Keyword<Integer> GLOBAL_MAXCONN = new Keyword<>(
            "maxconn",
            new WholeNumber(1, Integer.MAX_VALUE),
            "Client connections of all frontends at a time; more wait in the kernel. Otherwise half of what `ulimit -n` leaves.");
    static final Keyword<Integer> MAXCONNRATE =
            number("maxconnrate", "New client connections of all frontends per second. `0`: no limit.");
    static final Keyword<Integer> MAXSESSRATE =
            number("maxsessrate", "New sessions of all frontends per second. `0`: no limit.");

    static final Keyword<Integer> MAXCONN =
            number("maxconn", "Client connections at a time; more wait in the kernel. `0`: as `global.maxconn`.");
    static final Keyword<Integer> BACKLOG =
            number("backlog", "Connections that may wait in the kernel to be accepted. `0`: as many as `maxconn`.");
    static final Keyword<Integer> SESSIONS = number("sessions", "New sessions per second. `0`: no limit.");
    static final Keyword<Settings> RATE_LIMIT = new Keyword<>(
            "rate-limit",
            new Line("rate-limit", null, List.of(SESSIONS)),
            "How many clients are accepted per second; more wait in the kernel.");
    static final Keyword<Integer> FULLCONN = number(
            "fullconn",
            "Requests in the backend at which servers with a `minconn` have all their slots."
                    + " `0`: a tenth of the `maxconn` of the frontends that lead here.");

    static final Keyword<Integer> BIND_MAXCONN =
            number("maxconn", "Client connections at a time; more wait in the kernel. `0`: as the frontend.");

    static final Keyword<Integer> MINCONN = number(
            "minconn",
            "The slots of the server while the backend has little to do; they grow up to `maxconn`. `0`: always `maxconn`.");
    static final Keyword<Integer> POOL_MAX_CONN =
            unlimited("pool-max-conn", "Idle connections to the server that are kept. `-1`: no limit.");
    static final Keyword<Integer> POOL_LOW_CONN =
            number("pool-low-conn", "Idle connections that are kept beyond what the traffic needs.");
    static final Keyword<Duration> POOL_PURGE_DELAY = new Keyword<>(
            "pool-purge-delay",
            new TimeSpan(),
            "5s",
            "After this time, again and again, half of the idle connections that were not needed are closed. `0`: none is kept.");
    static final Keyword<Integer> MAX_REUSE =
            unlimited("max-reuse", "How often a connection is used again before it is closed. `-1`: no limit.");

    /** What goes into {@code global}. */
    static final List<Keyword<?>> GLOBAL = List.of(GLOBAL_MAXCONN, MAXCONNRATE, MAXSESSRATE);

    /** What goes into the line of a server. */
    static final List<Keyword<?>> SERVER = List.of(MINCONN, POOL_MAX_CONN, POOL_LOW_CONN, POOL_PURGE_DELAY, MAX_REUSE);

    private LimitKeywords() {}

    private static Keyword<Integer> number(String name, String description) {
        return number(name, 0, "0", description);
    }

    private static Keyword<Integer> unlimited(String name, String description) {
        return number(name, -1, "-1", description);
    }

    private static Keyword<Integer> number(String name, int lowest, @Nullable String otherwise, String description) {
        return new Keyword<>(name, new WholeNumber(lowest, Integer.MAX_VALUE), otherwise, description);
    }
}
