package io.epochgateway.stream;

import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Reply;
import org.jspecify.annotations.Nullable;

/** What a frontend's clients are answered in a server's place. Event loop only. */
final class Replies {

    private final FrontendSide frontend;

    Replies(FrontendSide frontend) {
        this.frontend = frontend;
    }

    /** The backend's reply, else the frontend's, else the gateway's own in the form that the client prefers. */
    Reply of(ErrorReply error, @Nullable BackendSide backend, boolean prefersJson) {
        Reply own = backend == null ? null : backend.errors().get(error);
        if (own == null) {
            own = frontend.errors().get(error);
        }
        if (own != null) {
            return own;
        }
        return prefersJson ? error.json() : error.html();
    }

    /** Whether the request is for HAProxy's {@code monitor-uri}. */
    boolean isMonitor(MessageHead head) {
        String monitored = frontend.http().monitorUri();
        return monitored != null && head.asksFor(monitored);
    }

    /** That the gateway is there. */
    Reply ready() {
        return frontend.errors().getOrDefault(ErrorReply.SERVICE_READY, ErrorReply.SERVICE_READY.html());
    }
}
