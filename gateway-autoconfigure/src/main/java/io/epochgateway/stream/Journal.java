package io.epochgateway.stream;

import io.epochgateway.accesslog.FrontendLog;
import io.epochgateway.accesslog.UniqueId;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.ProxyHeader;
import io.epochgateway.net.ProxyHeaderFault;
import io.epochgateway.rule.ServerTlvs;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.cookie.CookieExchange;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the streams of one client connection, one after the other: to the statistics as it happens, to the
 * access log at the end. Event loop only.
 */
final class Journal {

    private final Telemetry telemetry;
    private boolean http;
    private final ClientSide client;
    private final Termination termination;
    private final GatewayLoop loop;
    private final Accounts accounts;
    private final Timers timers = new Timers();
    private final Entry entry;
    private final @Nullable StreamEvidence evidence;
    private long counted;
    private boolean logged;
    private boolean misread;

    /**
     * Of a client that is about to connect.
     *
     * @param http whether its streams are requests; else all of the connection is one
     * @param evidence what expressions see of it; null if there are none
     */
    Journal(
            Telemetry telemetry,
            boolean http,
            GatewayLoop loop,
            ClientSide client,
            Termination termination,
            @Nullable StreamEvidence evidence) {
        this.telemetry = telemetry;
        this.http = http;
        this.client = client;
        this.termination = termination;
        this.loop = loop;
        this.accounts = new Accounts(telemetry, http, loop.index());
        this.entry = new Entry(telemetry, http, client, timers, termination, evidence);
        this.evidence = evidence;
        if (evidence != null) {
            evidence.logged(entry);
        }
    }

    // ---- the connection

    /** The client is connected. */
    void accepted() {
        long now = loop.now();
        timers.accept(now);
        accounts.sessionBegins(now);
    }

    /**
     * The client connected and was sent away before it became a session.
     *
     * @param accepted when it connected, by {@link System#nanoTime}
     * @param received bytes of the client
     * @param listener the name of the bind that accepted it
     */
    void refused(long accepted, int received, String listener, ProxyHeaderFault fault) {
        accounts.ofFrontend(Counter.CONN_TOT);
        FrontendLog log = telemetry.log();
        if (log != null) {
            timers.accept(accepted);
            entry.bytesFromClient = received;
            termination.tell(Cause.PROXY, Phase.REQUEST);
            end(loop.now());
            log.refused(loop.index(), entry, listener, fault.text());
        }
    }

    /** The client is gone, and all its streams are over. */
    void closed() {
        accounts.sessionEnds();
    }

    /** Bytes came from the client. */
    void fromClient(int bytes) {
        entry.bytesFromClient += bytes;
        accounts.add(Counter.BIN, bytes);
    }

    /** Bytes may have gone to the client. */
    void toClient() {
        long taken = client.output().taken();
        long bytes = taken - counted;
        if (bytes > 0) {
            counted = taken;
            entry.bytesToClient += bytes;
            accounts.add(Counter.BOUT, bytes);
        }
    }

    /** Bytes came from the server that the client doesn't get. */
    void withheld(int bytes) {
        entry.bytesToClient += bytes;
        accounts.add(Counter.BOUT, bytes);
    }

    // ---- the request

    /** The first byte of a request is there. */
    void requestBegins() {
        timers.begin(loop.now());
    }

    /**
     * The request is understood.
     *
     * @param atOnce whether its first byte came a moment ago
     */
    void requestRead(MessageHead head, boolean atOnce) {
        if (atOnce) {
            timers.readAtOnce();
        } else {
            timers.read(loop.now());
        }
        accounts.requestBegins(timers.read());
        Capturing capturing = telemetry.capturing();
        if (capturing != null) {
            entry.capture(capturing, head);
        }
        if (telemetry.isRead()) {
            entry.keepRequestLine(head);
        }
        FrontendLog log = telemetry.log();
        if (log != null) {
            log.begun(loop.index(), entry);
        }
    }

    /** Its body, or as much of it as was waited for, is there, too. */
    void bodyRead() {
        timers.read(loop.now());
    }

    /** What came as its body is none. */
    void misread() {
        misread = true;
    }

    /** The request is for the proxy itself, and nobody else's business: no line is written. */
    void conceal() {
        logged = true;
        termination.tell(Cause.LOCAL, Phase.REQUEST);
    }

    /** The request goes on: tells the server what it is called, if that is wanted. */
    void name(MessageHead head) {
        UniqueId ids = telemetry.uniqueId();
        if (ids == null) {
            return;
        }
        end(loop.now());
        byte[] id = entry.uniqueId();
        if (ids.header() != null && id != null) {
            String text = new String(id, StandardCharsets.ISO_8859_1);
            head.append(new AsciiString(ids.header().toLowerCase(Locale.ROOT) + ": " + text + "\r\n"));
        }
    }

    /**
     * What a header of the PROXY protocol tells that server besides the addresses.
     *
     * @param tlvs its backend's; null if there are none
     */
    byte[] told(Server server, @Nullable ServerTlvs tlvs) {
        if (tlvs == null || evidence == null) {
            return ProxyHeader.NO_TLVS;
        }
        byte[] id = null;
        if (tlvs.wantUniqueId(server)) {
            end(loop.now());
            id = entry.uniqueId();
        }
        return tlvs.write(server, evidence, evidence.sample(), id);
    }

    /** There is no request to wait for: mode tcp. */
    void sessionBegins() {
        timers.skipRequest();
        Capturing capturing = telemetry.capturing();
        if (capturing != null) {
            entry.room(capturing);
        }
        FrontendLog log = telemetry.log();
        if (log != null) {
            log.begun(loop.index(), entry);
        }
    }

    /** What the connection carries from now on are requests. */
    void becomesHttp() {
        http = true;
        entry.becomesHttp();
        timers.awaitRequest();
    }

    // ---- the way to the server

    /** Says what becomes of the persistence cookie; null if nothing is to be said of it. */
    void cookies(@Nullable CookieExchange exchange) {
        entry.cookies = exchange;
    }

    /** The backend is chosen. */
    void routed(Traffic to) {
        entry.backend = to;
        accounts.routed(to, timers.read(), entry.bytesFromClient);
        if (http) {
            accounts.ofBackend(Counter.REQ_TOT);
        }
    }

    /**
     * The stream waits for a slot.
     *
     * @param ofServer null if any server will do
     * @param position 1 if nobody is before it
     */
    void queued(@Nullable Traffic ofServer, int position) {
        Traffic waited = ofServer != null ? ofServer : entry.backend;
        if (waited != null) {
            waited.queue().seen(position);
        }
        if (ofServer != null) {
            entry.serverQueue = position;
        } else {
            entry.backendQueue = position;
        }
    }

    /** The wait for a slot is over, with or without one. */
    void dequeued() {
        timers.served(loop.now());
    }

    /**
     * The stream has a slot on that server.
     *
     * @param balanced whether the balance algorithm chose it, at once
     */
    void chosen(Server picked, boolean balanced) {
        if (!timers.isServed()) {
            // rules may have waited for what a client of mode tcp says first
            timers.served(http ? timers.read() : loop.now());
        }
        if (entry.server != null && entry.server != picked) {
            entry.redispatched = true;
            accounts.both(Counter.WREDIS);
            if (entry.cookies != null) {
                entry.cookies.leaveServer();
            }
        }
        entry.server = picked;
        if (evidence != null) {
            evidence.reached(picked);
        }
        entry.served = -1;
        accounts.chosen(picked, timers.read(), entry.bytesFromClient);
        if (balanced) {
            accounts.both(Counter.LBTOT);
        }
    }

    /** The stream gives its slot back, which leaves so many taken. */
    void left(int served) {
        entry.served = served;
    }

    /**
     * The stream tries once more.
     *
     * @param elsewhere whether at another server
     */
    void retried(boolean elsewhere) {
        entry.retries++;
        if (!elsewhere) {
            accounts.both(Counter.WRETR);
        }
    }

    /** An attempt to connect begins. */
    void connecting() {
        accounts.connecting(loop.now());
    }

    /** There is a connection to the server. */
    void connected(ServerConnection connection) {
        timers.connected(loop.now());
        entry.connection = connection;
        if (connection.requests() > 0) {
            accounts.both(Counter.REUSE);
        }
    }

    // ---- the response

    /** The head of the final response is there, as the server sent it. */
    void responseRead(MessageHead head) {
        Capturing capturing = telemetry.capturing();
        if (capturing != null) {
            entry.captureResponse(capturing, head);
        }
        if (evidence != null && telemetry.asks()) {
            evidence.response(head);
        }
    }

    /** An interim response of the server is there. */
    void interim(int status) {
        accounts.serverResponded(status);
    }

    /** The server's response begins, with the bytes that go to the client right now. */
    void answered(int status) {
        long now = loop.now();
        timers.answered(now);
        entry.status = status;
        interim(status);
        early(now);
    }

    /** There is a connection, and no response to wait for: mode tcp. */
    void tunnelBegins() {
        early(loop.now());
    }

    private void early(long now) {
        FrontendLog log = telemetry.log();
        if (log != null && log.early()) {
            toClient();
            end(now);
            log.ended(loop.index(), entry);
            logged = true;
        }
    }

    /** The proxy answers in the server's place; an error file may tell the client another status. */
    void replied(int status) {
        entry.status = status;
    }

    // ---- the end

    /** The stream is over: counts how it ended and writes its line. */
    void over() {
        toClient();
        long now = loop.now();
        if (http && !timers.isRead()) {
            accounts.requestBegins(now);
            accounts.ofFrontend(Counter.EREQ);
        } else if (misread) {
            accounts.ofFrontend(Counter.EREQ);
        } else if (termination.cause() != Cause.NORMAL) {
            accounts.ended(http, termination);
        }
        end(now);
        accounts.waited(timers, http ? timers.activeTime() : timers.totalTime());
        if (http && (entry.status() > 0 || timers.isRead())) {
            accounts.responded(entry.status());
        }
        if (entry.backend == null) {
            entry.noBackend();
        }
        accounts.over();
        FrontendLog log = telemetry.log();
        if (log != null && !logged) {
            log.ended(loop.index(), entry);
        }
        entry.reset();
        timers.reset();
        logged = false;
        misread = false;
    }

    /** The backend, too, counts that the request is denied. */
    void deniedBehind() {
        accounts.ofBackend(Counter.DREQ);
    }

    /** Rules don't let the response pass. */
    void responseDenied() {
        accounts.ofFrontend(Counter.DRESP);
        accounts.both(Counter.DRESP);
    }

    private void end(long now) {
        timers.end(now);
        if (telemetry.isRead()) {
            entry.endedAt = System.currentTimeMillis();
        }
    }
}
