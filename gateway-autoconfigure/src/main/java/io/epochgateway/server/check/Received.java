package io.epochgateway.server.check;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a server has said since it was last spoken to, as much as HAProxy's buffer holds. */
final class Received {

    /** HAProxy's {@code tune.bufsize}. */
    static final int MOST = 16384;

    private final StringBuilder octets = new StringBuilder();
    private HttpResponse response = new HttpResponse("GET");
    private @Nullable Throwable failure;
    private boolean any;
    private boolean ended;

    /** From a new connection. */
    void begin() {
        clear();
        ended = false;
        failure = null;
    }

    /** Nothing that came before counts. */
    void clear() {
        expectResponse("GET");
    }

    /** As {@link #clear()}; what comes answers a request of that method. */
    void expectResponse(String method) {
        octets.setLength(0);
        any = false;
        response = new HttpResponse(method);
    }

    void add(ByteBuf more, boolean http) {
        any |= more.isReadable();
        if (http) {
            response.add(more);
        } else {
            octets.append(Octets.read(more, MOST - octets.length()));
        }
    }

    /**
     * Nothing more comes.
     *
     * @param cause null if the server ended it
     */
    void end(@Nullable Throwable cause) {
        ended = true;
        failure = failure == null ? cause : failure;
    }

    boolean isEmpty() {
        return !any;
    }

    /** Whether nothing more comes, or nothing more is taken. */
    boolean isWhole() {
        return ended || octets.length() >= MOST;
    }

    /** Why nothing more comes; null if it may, or if the server ended it. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** All of it, octets as characters; empty for HTTP. */
    CharSequence octets() {
        return octets;
    }

    HttpResponse response() {
        return response;
    }
}
