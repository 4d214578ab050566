package io.epochgateway.stream;

/** A client's connection, from its acceptance to its close. */
interface Session {

    /** What can be seen of it. Any thread. */
    SessionReport report();

    /** Ends as soon as nothing is in flight. Any thread. */
    void drain();

    /** Ends now. Any thread. */
    void close();
}
