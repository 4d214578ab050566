package io.epochgateway.stream;

import io.epochgateway.server.Server;
import java.util.function.Predicate;

/** A client's connection, from its acceptance to its close. */
interface Session {

    /** What can be seen of it. Any thread. */
    SessionReport report();

    /** Ends as soon as nothing is in flight. Any thread. */
    void drain();

    /** Ends what is on one of these servers; nothing if nothing is. Any thread. */
    void shutDown(Predicate<Server> which, Shutdown why);

    /** Ends now. Any thread. */
    void close();
}
