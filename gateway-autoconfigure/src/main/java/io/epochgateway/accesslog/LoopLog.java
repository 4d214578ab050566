package io.epochgateway.accesslog;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

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

    /**
     * Writes a line.
     *
     * @param route its number
     * @param data what comes first; null if nothing does
     * @return false if there was no room
     */
    boolean write(int route, @Nullable LineFormat data, LineFormat format, LoggedStream stream, boolean error) {
        if (!ring.claim(line)) {
            return false;
        }
        int structured = 0;
        if (data != null) {
            int start = line.position();
            data.write(line, dates, stream);
            structured = line.position() - start;
        }
        format.write(line, dates, stream);
        ring.publish(line, error, route << AccessLog.ROUTE_SHIFT | structured);
        return true;
    }
}
