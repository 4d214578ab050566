package io.epochgateway.stream;

import io.epochgateway.server.Server;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The client connections of a frontend that live now. Any thread. */
public final class Sessions {

    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    void add(Session session) {
        open.add(session);
        if (draining) {
            session.drain();
        }
    }

    void remove(Session session) {
        open.remove(session);
    }

    /** What can be seen of those that live now. */
    public List<SessionReport> reports() {
        return open.stream().map(Session::report).toList();
    }

    /** How many live now. */
    public int count() {
        return open.size();
    }

    /** Whether sessions are to end as soon as nothing is in flight. */
    public boolean draining() {
        return draining;
    }

    /** Closes those with nothing in flight; the others close when they are done. */
    public void drain() {
        draining = true;
        open.forEach(Session::drain);
    }

    /** Ends what they have on one of these servers. */
    public void shutDown(Predicate<Server> which, Shutdown why) {
        open.forEach(session -> session.shutDown(which, why));
    }

    /**
     * Closes those, whatever is in flight.
     *
     * @return whether there was one
     */
    public boolean close(Predicate<SessionReport> which) {
        List<Session> chosen =
                open.stream().filter(session -> which.test(session.report())).toList();
        chosen.forEach(Session::close);
        return !chosen.isEmpty();
    }

    /** Closes them all, whatever is in flight. */
    public void close() {
        draining = true;
        open.forEach(Session::close);
    }
}
