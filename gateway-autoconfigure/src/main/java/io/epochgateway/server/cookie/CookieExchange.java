package io.epochgateway.server.cookie;

import io.epochgateway.server.Server;
import org.jspecify.annotations.Nullable;

/** What became of the persistence cookie in one request and its response. Event loop only. */
public final class CookieExchange {

    /** What the client's cookie was worth: the third character of HAProxy's termination state. */
    enum Request {
        /** There was none. */
        NONE('N'),
        /** It names no server. */
        INVALID('I'),
        /** Its server is down. */
        DOWN('D'),
        /** Its server was chosen. */
        VALID('V'),
        /** It wasn't used for longer than {@code maxidle}. */
        EXPIRED('E'),
        /** It was given longer ago than {@code maxlife}. */
        OLD('O'),
        /** A rule chose the server, or the cookie was not to count. */
        UNUSED('U');

        private final char code;

        Request(char code) {
            this.code = code;
        }
    }

    /** What was done in the response: the fourth character. */
    enum Response {
        /** Neither the server nor the proxy set the cookie. */
        NONE('N'),
        INSERTED('I'),
        UPDATED('U'),
        /** What the server set was passed on. */
        PROVIDED('P'),
        REWRITTEN('R'),
        DELETED('D');

        private final char code;

        Response(char code) {
            this.code = code;
        }
    }

    Request request = Request.NONE;
    Response response = Response.NONE;

    @Nullable
    Server designated;

    long last;
    long first;

    private boolean assigned;
    private boolean forced;
    private boolean ignored;

    /** A rule chose the server: the cookie doesn't. */
    public void assign(Server server) {
        designated = server;
        assigned = true;
    }

    /** The client comes back to its server even if that is down. */
    public void force() {
        forced = true;
    }

    /** The cookie neither counts nor is set. */
    public void ignore() {
        ignored = true;
    }

    boolean isDecided() {
        return assigned || ignored;
    }

    /** Whether the server is kept to, down or not. */
    public boolean isForced() {
        return forced;
    }

    boolean isIgnored() {
        return ignored;
    }

    /** The server that a rule chose, or that the cookie names and that is usable; null if there is none. */
    public @Nullable Server designated() {
        return designated;
    }

    /** The client couldn't come back to its server after all: it goes to another one. */
    public void leaveServer() {
        if (request == Request.VALID) {
            request = Request.DOWN;
        }
    }

    /** The third character of the termination state. */
    public char requestCode() {
        return request.code;
    }

    /** The fourth character of the termination state. */
    public char responseCode() {
        return response.code;
    }

    /** Forgets the last request. */
    public void begin() {
        request = Request.NONE;
        response = Response.NONE;
        designated = null;
        assigned = false;
        forced = false;
        ignored = false;
        last = 0;
        first = 0;
    }
}
