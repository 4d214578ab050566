package io.epochgateway.stream;

import io.epochgateway.accesslog.Captured;
import io.epochgateway.accesslog.Captures;
import io.epochgateway.accesslog.Finding;
import io.epochgateway.accesslog.LoggedStream;
import io.epochgateway.accesslog.UniqueId;
import io.epochgateway.http.MessageHead;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.cookie.CookieExchange;
import io.epochgateway.stats.Traffic;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the access log tells of the stream at hand. Its {@link Journal} writes it. Event loop only. */
final class Entry implements LoggedStream {

    private static final byte[] NOTHING = {};
    private static final int BAD_REQUEST = 400;

    private final Telemetry telemetry;
    private boolean http;
    private final ClientSide side;
    private final Timers timers;
    private final Termination termination;
    private final @Nullable StreamEvidence evidence;
    private byte[] client = NOTHING;
    private byte[] requestLine = NOTHING;
    private int requestLineLength;
    private @Nullable Captures captures;
    private byte @Nullable [] uniqueId;
    private int number = -1;

    @Nullable
    Traffic backend;

    @Nullable
    Server server;

    /** The last one that stood. */
    @Nullable
    ServerConnection connection;

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
    /** How many slots of the server are taken without this stream's; -1 while it has its own. */
    int served = -1;

    /**
     * @param http whether streams are requests; else all of the connection is one
     * @param evidence what expressions see; null if there are none
     */
    Entry(
            Telemetry telemetry,
            boolean http,
            ClientSide side,
            Timers timers,
            Termination termination,
            @Nullable StreamEvidence evidence) {
        this.telemetry = telemetry;
        this.http = http;
        this.side = side;
        this.timers = timers;
        this.termination = termination;
        this.evidence = evidence;
    }

    /** Looks a value up; false if there is none. */
    boolean find(Expression expression, Finding finding) {
        if (evidence == null) {
            return false;
        }
        Sample sample = evidence.sample();
        if (!expression.evaluate(evidence, sample) || !sample.asText()) {
            return false;
        }
        finding.is(sample.octets(), sample.from(), sample.to());
        return true;
    }

    /** From now on streams are requests. */
    void becomesHttp() {
        http = true;
    }

    void keepRequestLine(MessageHead head) {
        requestLine = RequestLines.ofThisLoop().take();
        requestLineLength = head.copyStartLine(requestLine);
    }

    /** Takes what is captured out of a request. */
    void capture(Capturing capturing, MessageHead head) {
        capturing.request(head, room(capturing));
    }

    /** There is room for what is captured. */
    Captures room(Capturing capturing) {
        Captures room = captures;
        if (room == null) {
            room = capturing.room();
            captures = room;
        }
        return room;
    }

    /** Takes what is captured out of the response to it. */
    void captureResponse(Capturing capturing, MessageHead head) {
        if (captures != null) {
            capturing.response(head, captures);
        }
    }

    /** Nothing is known of the next stream. */
    void reset() {
        if (requestLineLength > 0) {
            RequestLines.ofThisLoop().give(requestLine);
            requestLine = NOTHING;
            requestLineLength = 0;
        }
        if (evidence != null && evidence.directives().changesAddresses()) {
            client = NOTHING;
        }
        backend = null;
        server = null;
        connection = null;
        uniqueId = null;
        number = -1;
        if (captures != null) {
            captures.clear();
        }
        cookies = null;
        bytesFromClient = 0;
        bytesToClient = 0;
        status = 0;
        retries = 0;
        redispatched = false;
        serverQueue = 0;
        backendQueue = 0;
        served = -1;
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
    public @Nullable SocketAddress source() {
        return side.source();
    }

    @Override
    public @Nullable SocketAddress destination() {
        return side.destination();
    }

    @Override
    public @Nullable SocketAddress serverSource() {
        return connection == null ? null : connection.localAddress();
    }

    @Override
    public @Nullable SocketAddress serverAddress() {
        SocketAddress reached = connection == null ? null : connection.remoteAddress();
        return reached != null ? reached : server == null ? null : server.address();
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
    public int idleWait() {
        return timers.idleWait();
    }

    @Override
    public int dataTime() {
        return timers.dataTime();
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
        return !http ? 0 : status > 0 ? status : requestLineLength == 0 ? BAD_REQUEST : -1;
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
    public long bytesUploaded() {
        return timers.isRead() ? bytesFromClient : 0;
    }

    /** Without a backend, cookies are nobody's business, as in HAProxy. */
    void noBackend() {
        Captured cookie = captures == null ? null : captures.requestCookie();
        if (cookie != null) {
            cookie.clear();
        }
    }

    @Override
    public @Nullable Captures captures() {
        return timers.isRead() ? captures : null;
    }

    @Override
    public byte @Nullable [] uniqueId() {
        UniqueId ids = telemetry.uniqueId();
        if (uniqueId == null && ids != null && timers.isRead()) {
            // a name that is part of itself is empty there
            uniqueId = NOTHING;
            uniqueId = ids.of(this);
        }
        return uniqueId;
    }

    @Override
    public int number() {
        if (number < 0) {
            number = telemetry.numbers().getAndIncrement() & Integer.MAX_VALUE;
        }
        return number;
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
        return to == null ? 0 : served >= 0 ? served : to.served();
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
