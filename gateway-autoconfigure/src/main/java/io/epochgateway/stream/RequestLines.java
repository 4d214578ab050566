package io.epochgateway.stream;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/** Room for the request lines of streams that will be logged, so that an idle connection holds none. Event loop only. */
final class RequestLines {

    /** HAProxy's {@code tune.http.logurilen}, less the end of its string. */
    static final int LONGEST = 1023;

    private static final int KEPT = 64;

    private static final FastThreadLocal<RequestLines> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected RequestLines initialValue() {
            return new RequestLines();
        }
    };

    private final ArrayDeque<byte[]> unused = new ArrayDeque<>();

    static RequestLines ofThisLoop() {
        return OF_THIS_LOOP.get();
    }

    byte[] take() {
        byte[] line = unused.pollLast();
        return line != null ? line : new byte[LONGEST];
    }

    void give(byte[] line) {
        if (unused.size() < KEPT) {
            unused.addLast(line);
        }
    }
}
