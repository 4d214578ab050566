package io.epochgateway.stream;

/** When a stream reached its stages, and HAProxy's timers between them. Event loop only. */
final class Timers {

    private static final long NEVER = Long.MIN_VALUE;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long waitingSince;
    private long begun = NEVER;
    private long read = NEVER;
    private long served = NEVER;
    private long connected = NEVER;
    private long answered = NEVER;
    private long ended;
    /** There are no responses to wait for. */
    private boolean plain;

    /** The client is there. */
    void accept(long now) {
        waitingSince = now;
    }

    /** The first byte of a request came. */
    void begin(long now) {
        begun = now;
    }

    /** The request's head is complete. */
    void read(long now) {
        read = now;
    }

    /** The request's head came in one piece. */
    void readAtOnce() {
        read = begun;
    }

    /** There is no request to wait for. */
    void skipRequest() {
        begun = waitingSince;
        read = waitingSince;
        plain = true;
    }

    /** There will be requests, and they are waited for. */
    void awaitRequest() {
        begun = NEVER;
        read = NEVER;
        plain = false;
    }

    /** Whether there was a request, or none to wait for. */
    boolean isRead() {
        return read != NEVER;
    }

    /** When the request's head was complete. */
    long read() {
        return read;
    }

    /** A server has a slot for it. */
    void served(long now) {
        served = now;
    }

    /** Whether a server had a slot for it. */
    boolean isServed() {
        return served != NEVER;
    }

    /** A connection to the server is there. */
    void connected(long now) {
        connected = now;
    }

    /** The response's head is complete. */
    void answered(long now) {
        answered = now;
    }

    /** All is said. */
    void end(long now) {
        ended = now;
    }

    /** Nothing is known of the next stream, which may come from now on. */
    void reset() {
        waitingSince = ended;
        begun = NEVER;
        read = NEVER;
        served = NEVER;
        connected = NEVER;
        answered = NEVER;
    }

    /** {@code Ti} */
    int idleWait() {
        return begun == NEVER ? 0 : between(waitingSince, begun);
    }

    /** {@code TR} */
    int requestWait() {
        return between(begun, read);
    }

    /** {@code Tw} */
    int queueWait() {
        return between(read, served);
    }

    /** {@code Tc} */
    int connectWait() {
        return between(served, connected);
    }

    /** {@code Tr} */
    int responseWait() {
        return between(connected, answered);
    }

    /** {@code Td} */
    int dataTime() {
        return between(plain ? connected : answered, ended);
    }

    /** {@code Ta}; where no byte of a request came, all the time since it was waited for. */
    int activeTime() {
        return between(begun == NEVER ? waitingSince : begun, ended);
    }

    /** {@code Tt}: since the client was accepted or its last request ended. */
    int totalTime() {
        return between(waitingSince, ended);
    }

    private static int between(long from, long to) {
        return from == NEVER || to == NEVER ? -1 : (int) ((to - from) / NANOS_PER_MILLI);
    }
}
