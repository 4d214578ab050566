package io.epochgateway.stream;

import io.epochgateway.accesslog.LoggedStream;
import io.epochgateway.http.MessageHead;
import io.epochgateway.server.Server;
import io.epochgateway.server.cookie.CookieExchange;
import io.epochgateway.stats.Traffic;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the access log tells of the stream at hand. Its {@link Journal} writes it. Event loop only. */
final class Entry implements LoggedStream {

    private static final byte[] NOTHING = {};
    private static final int BAD_REQUEST = 400;

    private final Telemetry telemetry;
    private final ClientSide side;
    private final Timers timers;
    private final Termination termination;
    private byte[] client = NOTHING;
    private byte[] requestLine = NOTHING;
    private int requestLineLength;

    @Nullable
    Traffic backend;

    @Nullable
    Server server;

    /** Of a backend that brings clients back by a cookie. */
    @Nullable
    CookieExchange cookies;

    long bytesFromClient;
    long bytesToClient;
    long endedAt;
    int status;
    int retries;
    boolean redispatched;
    int serverQueue;
    int backendQueue;

    Entry(Telemetry telemetry, ClientSide side, Timers timers, Termination termination) {
        this.telemetry = telemetry;
        this.side = side;
        this.timers = timers;
        this.termination = termination;
    }

    void keepRequestLine(MessageHead head) {
        requestLine = RequestLines.ofThisLoop().take();
        requestLineLength = head.copyStartLine(requestLine);
    }

    /** Nothing is known of the next stream. */
    void reset() {
        if (requestLineLength > 0) {
            RequestLines.ofThisLoop().give(requestLine);
            requestLine = NOTHING;
            requestLineLength = 0;
        }
        backend = null;
        server = null;
        cookies = null;
        bytesFromClient = 0;
        bytesToClient = 0;
        status = 0;
        retries = 0;
        redispatched = false;
        serverQueue = 0;
        backendQueue = 0;
    }

    @Override
    public byte[] client() {
        if (client.length == 0) {
            client = side.remote().getBytes(StandardCharsets.US_ASCII);
        }
        return client;
    }

    @Override
    public byte[] local() {
        return side.local().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public long acceptedAt() {
        return endedAt - totalTime();
    }

    @Override
    public long requestedAt() {
        return endedAt - activeTime();
    }

    @Override
    public byte[] frontend() {
        return telemetry.traffic().label();
    }

    @Override
    public byte[] backend() {
        Traffic to = backend;
        return to == null ? frontend() : to.label();
    }

    @Override
    public byte @Nullable [] server() {
        Server to = server;
        return to == null ? null : to.traffic().label();
    }

    @Override
    public int requestWait() {
        return timers.requestWait();
    }

    @Override
    public int queueWait() {
        return timers.queueWait();
    }

    @Override
    public int connectWait() {
        return timers.connectWait();
    }

    @Override
    public int responseWait() {
        return timers.responseWait();
    }

    @Override
    public int activeTime() {
        return timers.activeTime();
    }

    @Override
    public int totalTime() {
        return timers.totalTime();
    }

    @Override
    public int status() {
        return status > 0 ? status : requestLineLength == 0 ? BAD_REQUEST : -1;
    }

    /** What is told to one who sent no request isn't counted, as in HAProxy. */
    @Override
    public long bytesToClient() {
        return timers.isRead() ? bytesToClient : 0;
    }

    @Override
    public long bytesFromClient() {
        return bytesFromClient;
    }

    @Override
    public char cause() {
        return termination.cause().letter();
    }

    @Override
    public char phase() {
        return termination.phase().letter();
    }

    @Override
    public char requestCookie() {
        return cookies == null ? '-' : cookies.requestCode();
    }

    @Override
    public char responseCookie() {
        return cookies == null ? '-' : cookies.responseCode();
    }

    @Override
    public int actconn() {
        return telemetry.process().sessions().now();
    }

    @Override
    public int feconn() {
        return telemetry.traffic().sessions().now();
    }

    @Override
    public int beconn() {
        Traffic to = backend;
        return to == null ? 0 : to.sessions().now();
    }

    @Override
    public int srvconn() {
        Server to = server;
        return to == null ? 0 : to.served();
    }

    @Override
    public int retries() {
        return retries;
    }

    @Override
    public boolean redispatched() {
        return redispatched;
    }

    @Override
    public int serverQueue() {
        return serverQueue;
    }

    @Override
    public int backendQueue() {
        return backendQueue;
    }

    @Override
    public byte[] requestLine() {
        return requestLine;
    }

    @Override
    public int requestLineLength() {
        return requestLineLength;
    }
}
