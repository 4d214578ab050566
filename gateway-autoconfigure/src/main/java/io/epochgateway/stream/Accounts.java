package io.epochgateway.stream;

import io.epochgateway.server.Server;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.LoopTraffic;
import io.epochgateway.stats.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * The statistics that one client connection and its streams count in: the frontend's and the process's, the backend's of
 * the stream at hand, and its server's. Event loop only.
 */
final class Accounts {

    private final Telemetry telemetry;
    /** Whether the frontend counts responses: they are requests from the start. */
    private final boolean httpFrontend;

    private final int loop;
    private final LoopTraffic front;
    private @Nullable Traffic backend;
    private @Nullable LoopTraffic back;
    private @Nullable LoopTraffic serving;
    /** Since the last attempt to connect. */
    private boolean chosenNow;

    Accounts(Telemetry telemetry, boolean httpFrontend, int loop) {
        this.telemetry = telemetry;
        this.httpFrontend = httpFrontend;
        this.loop = loop;
        this.front = telemetry.traffic().on(loop);
    }

    void sessionBegins(long now) {
        front.count(Counter.CONN_TOT);
        front.sessionBegins(now);
        telemetry.traffic().sessions().enter();
        telemetry.process().on(loop).sessionBegins(now);
        telemetry.process().sessions().enter();
    }

    void sessionEnds() {
        telemetry.traffic().sessions().leave();
        telemetry.process().sessions().leave();
    }

    void requestBegins(long at) {
        front.requestBegins(at);
    }

    /**
     * The stream goes to that backend.
     *
     * @param received bytes of the client so far
     */
    void routed(Traffic to, long at, long received) {
        backend = to;
        back = to.on(loop);
        back.sessionBegins(at);
        back.add(Counter.BIN, received);
        to.sessions().enter();
    }

    /**
     * The stream has a slot on that server.
     *
     * @param received bytes of the client so far
     */
    void chosen(Server picked, long at, long received) {
        Traffic traffic = picked.traffic();
        LoopTraffic here = traffic.on(loop);
        serving = here;
        here.sessionBegins(at);
        chosenNow = true;
        here.add(Counter.BIN, received);
        traffic.sessions().seen(picked.served());
    }

    /** An attempt to connect begins. */
    void connecting(long now) {
        both(Counter.CONNECT);
        if (!chosenNow && serving != null) {
            serving.sessionBegins(now);
        }
        chosenNow = false;
    }

    /** Counts bytes for all three. */
    void add(Counter counter, long bytes) {
        front.add(counter, bytes);
        if (back != null) {
            back.add(counter, bytes);
        }
        if (serving != null) {
            serving.add(counter, bytes);
        }
    }

    void ofFrontend(Counter counter) {
        front.count(counter);
    }

    void ofBackend(Counter counter) {
        if (back != null) {
            back.count(counter);
        }
    }

    /** Counts for the backend and the server. */
    void both(Counter counter) {
        ofBackend(counter);
        if (serving != null) {
            serving.count(counter);
        }
    }

    /** The server sent the head of a response, interim or final. */
    void serverResponded(int status) {
        if (serving != null) {
            serving.count(Counter.REQ_TOT);
            serving.responded(status);
        }
    }

    /** The client has its response, whoever it was from. */
    void responded(int status) {
        if (httpFrontend) {
            front.responded(status);
        }
        if (back != null) {
            back.responded(status);
        }
    }

    /** The stream ended otherwise than it should. */
    void ended(boolean http, Termination how) {
        new Ending(http, front, back, serving).count(how);
    }

    void waited(Timers timers, int total) {
        if (back != null) {
            back.waited(timers.queueWait(), timers.connectWait(), timers.responseWait(), total);
        }
        if (serving != null) {
            serving.waited(timers.queueWait(), timers.connectWait(), timers.responseWait(), total);
        }
    }

    /** The stream is over. */
    void over() {
        if (backend != null) {
            backend.sessions().leave();
        }
        backend = null;
        back = null;
        serving = null;
    }
}
