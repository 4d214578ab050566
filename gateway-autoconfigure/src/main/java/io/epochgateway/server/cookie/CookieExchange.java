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
        OLD('O');

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

    /** The server that the cookie names and that is usable; null if there is none. */
    public @Nullable Server designated() {
        return designated;
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
        last = 0;
        first = 0;
    }
}
