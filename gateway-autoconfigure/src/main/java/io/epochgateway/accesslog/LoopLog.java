package io.epochgateway.accesslog;

import java.time.ZoneId;

/** The end of the access log that one event loop writes to. Event loop only, but for {@link #ring()}. */
final class LoopLog {

    private final LineRing ring;
    private final LineWriter line = new LineWriter();
    private final Dates dates = new Dates(ZoneId.systemDefault());

    LoopLog(int capacity) {
        ring = new LineRing(capacity);
    }

    LineRing ring() {
        return ring;
    }

    /** False if there was no room. */
    boolean write(LineFormat format, LoggedStream stream, boolean error) {
        if (!ring.claim(line)) {
            return false;
        }
        format.write(line, dates, stream);
        ring.publish(line, error);
        return true;
    }
}
