package io.epochgateway.stats;

/** Waits whose averages are kept, in milliseconds. */
public enum Wait {
    /** {@code qtime}: in queues. */
    QUEUE,
    /** {@code ctime}: connecting. */
    CONNECT,
    /** {@code rtime}: for the response's head; 0 in mode tcp. */
    RESPONSE,
    /** {@code ttime}: all of the stream. */
    TOTAL;

    /** The column of the average in {@code show stat}. */
    public String column() {
        return Character.toLowerCase(name().charAt(0)) + "time";
    }
}
