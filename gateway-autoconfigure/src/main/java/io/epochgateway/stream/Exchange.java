package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.definition.RetryOn.Failure;
import io.epochgateway.definition.Splicing;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Splice;
import io.epochgateway.rule.TcpVerdict;
import io.epochgateway.server.Observation;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.ServerConnectionListener;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that has reached a server, and its response on the way back; tells the stream how it ends. Used for one
 * attempt after the other. Event loop only.
 */
final class Exchange implements ServerConnectionListener {

    private static final EventCounter LOST_UNSEEN = EventCounter.count(
            "serverLost",
            "!mayHaveSeenTheRequest()",
            "server connection closed before it took a byte of the request, sent again");
    private static final EventCounter LOST_SEEN = EventCounter.count(
            "serverLost",
            "mayHaveSeenTheRequest()",
            "server connection closed before the first response byte, the request is lost");
    private static final EventCounter LOST_REUSED = EventCounter.count(
            "serverLost",
            "!response.begun() && requests > 1",
            "reused connection closed before the first response byte");
    private static final EventCounter MORE_PAYLOAD =
            EventCounter.count("bodyPassed", "in.isReadable()", "more payload than announced");
    private static final EventCounter LESS_PAYLOAD =
            EventCounter.count("serverLost", "!response.untilClose()", "less payload than announced");

    private enum State {
        /** No server has the request. */
        NONE,
        /** Waiting for the response head; timeout server, while the request is uploaded timeout client. */
        RESPONSE_HEAD,
        /** The response passes; timeout server, while the client is slow to take it timeout client. */
        RESPONSE_BODY
    }

    private final HttpStream stream;
    private final HttpConversation client;
    private final OutgoingRequest outgoing;
    private final GatewayLoop loop;
    private final IncomingResponse response;
    private final Flow flow;
    private State state = State.NONE;
    private @Nullable ServerConnection server;
    private @Nullable Splice splice;
    private @Nullable ResponseRules rules;

    Exchange(
            HttpStream stream,
            HttpConversation client,
            GatewayLoop loop,
            OutgoingRequest outgoing,
            IncomingResponse response) {
        this.stream = stream;
        this.client = client;
        this.outgoing = outgoing;
        this.loop = loop;
        this.response = response;
        this.flow = new Flow(loop, client, this::timedOut);
    }

    /** Whether a server has the request. */
    boolean isUnderWay() {
        return server != null;
    }

    /** Whether the response has begun to pass. */
    boolean isAnswering() {
        return state == State.RESPONSE_BODY;
    }

    void begin(ServerConnection reached) {
        server = reached;
        reached.use(this);
        state = State.RESPONSE_HEAD;
        reached.output().write(outgoing.firstPiece());
        if (server != reached) {
            // the write met an error and the attempt is over
            return;
        }
        rules = stream.routing().ofResponse(stream.dispatch().held());
        if (rules == null) {
            moved();
            return;
        }
        rules.begin(loop, this::refusedByRules);
        if (!refusedByRules()) {
            moved();
        }
    }

    /** Does what the rules want if they don't let the response pass. */
    private boolean refusedByRules() {
        TcpVerdict verdict = rules == null ? TcpVerdict.ACCEPT : rules.verdict();
        boolean refused = verdict == TcpVerdict.REJECT || verdict == TcpVerdict.DROP;
        if (refused) {
            stream.refuseResponse(verdict);
        }
        return refused;
    }

    /** Whether the rules let the response pass whose head is there. */
    private boolean judgedByRules() {
        if (rules == null) {
            return true;
        }
        if (rules.verdict() == TcpVerdict.WAIT) {
            rules.read(response.head());
            if (rules.verdict() == TcpVerdict.REJECT) {
                client.journal().replied(response.status());
            }
        }
        return !refusedByRules();
    }

    /** As many more bytes of the request's body, which are consumed. */
    void upload(ByteBuf in, int bytes) {
        Objects.requireNonNull(server).output().write(outgoing.next(in, bytes));
        moved();
    }

    /** Something moved on either side. */
    void moved() {
        if (server != null) {
            flow.moved(server, stream.backend().waits(), stream.wantsRequestBody());
        }
    }

    /** Lets go of the server and of what it has said. */
    void leave() {
        state = State.NONE;
        endSplice();
        flow.stop();
        endRules();
        if (server != null) {
            server.abort();
            server = null;
        }
    }

    /** Lets go of the loop's timer; nothing follows. */
    void end() {
        flow.end();
    }

    // ---- the response

    @Override
    public void received(ByteBuf in) {
        ServerConnection from = server;
        // once the response ends, the next request may be on its way through another connection already
        while (in.isReadable() && server == from && state == State.RESPONSE_HEAD) {
            readHead(in);
        }
        if (in.isReadable() && server == from && state == State.RESPONSE_BODY) {
            forwardBody(in);
        }
    }

    private void readHead(ByteBuf in) {
        outgoing.answered();
        switch (response.readHead(in)) {
            case TOO_LITTLE -> {}
            case NONSENSE -> {
                shows(Observation.BAD_HEAD);
                stream.retries().failed(Failure.JUNK_RESPONSE, Cause.PROXY, ErrorReply.BAD_GATEWAY);
            }
            case INTERIM -> {
                outgoing.forget();
                client.journal().interim(response.status());
                response.passInterim(in);
            }
            case TUNNEL -> {
                if (judgedByRules()) {
                    openTunnel(in);
                }
            }
            case FINAL -> {
                shows(Observation.of(response.status()));
                if (!stream.retries()
                                .sentAgain(stream.retries().wanted().statuses().contains(response.status()))
                        && judgedByRules()) {
                    passHead(in);
                }
            }
        }
    }

    private void shows(Observation what) {
        if (server != null) {
            server.server().shows(what);
        }
    }

    private void openTunnel(ByteBuf in) {
        ServerConnection to = Objects.requireNonNull(server);
        client.journal().responseRead(response.head());
        response.passTunnelHead(in);
        if (state != State.RESPONSE_HEAD) {
            return;
        }
        client.journal().answered(response.status());
        server = null;
        leave();
        stream.tunnel(to, in);
    }

    private void passHead(ByteBuf in) {
        if (response.authenticatesTheConnection()) {
            Objects.requireNonNull(server).keepToItsClient();
            stream.dispatch().preferLastServer();
        }
        client.journal().responseRead(response.head());
        stream.routing()
                .writeCookies(response.head(), Objects.requireNonNull(server).server());
        ByteBuf piece = response.firstPiece(in, stream.clientStays());
        if (piece == null) {
            stream.retries().failed(Failure.JUNK_RESPONSE, Cause.PROXY, ErrorReply.BAD_GATEWAY);
            return;
        }
        outgoing.forget();
        state = State.RESPONSE_BODY;
        client.side().output().write(piece);
        client.journal().answered(response.status());
        bodyPassed(in);
        if (server != null && state == State.RESPONSE_BODY) {
            spliceRest(false);
        }
    }

    /**
     * Lets the kernel move what is left of the body, where somebody wants that and a read wouldn't take all of it.
     *
     * @param large whether the last piece was
     */
    private void spliceRest(boolean large) {
        Splicing wanted = client.frontend().splicing().or(stream.backend().splicing());
        if ((wanted.response() || wanted.auto() && large) && response.rest() > Splice.FULL_READ) {
            splice = Objects.requireNonNull(server).spliceTo(client.side().output(), this::spliced);
            splice.begin(response.rest());
        }
    }

    private void spliced(int bytes) {
        response.passed(bytes);
        client.journal().toClient();
        if (response.complete()) {
            finish(serverStays());
        } else {
            moved();
        }
    }

    private boolean serverStays() {
        return response.serverStays() && (rules == null || rules.verdict() != TcpVerdict.CLOSE);
    }

    private void endRules() {
        if (rules != null) {
            rules.end();
            rules = null;
        }
    }

    private void endSplice() {
        if (splice != null) {
            splice.end();
            splice = null;
        }
    }

    private void forwardBody(ByteBuf in) {
        int bytes = response.take(in);
        if (bytes < 0) {
            shows(Observation.BAD_BODY);
            cut(Cause.PROXY);
            return;
        }
        client.side().output().write(in.readRetainedSlice(bytes));
        client.journal().toClient();
        bodyPassed(in);
        if (splice == null && server != null && state == State.RESPONSE_BODY) {
            spliceRest(bytes >= Splice.FULL_READ);
        }
    }

    private void bodyPassed(ByteBuf in) {
        if (state != State.RESPONSE_BODY) {
            // the write met an error and the client is gone
            return;
        }
        if (response.complete()) {
            finish(serverStays() && !MORE_PAYLOAD.hitIf(in.isReadable()));
        } else {
            moved();
        }
    }

    private void finish(boolean serverStays) {
        ServerConnection done = Objects.requireNonNull(server);
        server = null;
        endSplice();
        endRules();
        stream.finished(done, serverStays);
    }

    private void cut(Cause cause) {
        client.termination().tell(cause, Phase.DATA);
        stream.cut();
    }

    // ---- the server

    @Override
    public void drained() {
        moved();
    }

    @Override
    public void inputEnded() {
        if (state == State.RESPONSE_BODY && response.untilClose()) {
            finish(false);
        } else {
            serverLost();
        }
    }

    @Override
    public void closed() {
        serverLost();
    }

    private void serverLost() {
        ServerConnection lost = server;
        if (lost == null) {
            return;
        }
        if (state == State.RESPONSE_BODY) {
            LESS_PAYLOAD.hitIf(!response.untilClose());
            cut(Cause.SERVER);
            return;
        }
        boolean begun = response.begun();
        boolean reused = lost.requests() > 1;
        LOST_REUSED.hitIf(!begun && reused);
        lost.server().shows(Observation.CLOSED);
        boolean unseen = !begun && !lost.mayHaveSeenTheRequest() && outgoing.isRepeatable();
        if (!LOST_UNSEEN.hitIf(unseen && stream.retries().sentUnseenAgain(reused))) {
            Failure why = begun ? Failure.JUNK_RESPONSE : Failure.EMPTY_RESPONSE;
            LOST_SEEN.hitIf(stream.retries().lost(why) && !begun);
        }
    }

    private void timedOut() {
        if (state == State.RESPONSE_BODY) {
            cut(Cause.SERVER_TIMEOUT);
        } else {
            shows(Observation.NO_ANSWER);
            stream.retries().failed(Failure.RESPONSE_TIMEOUT, Cause.SERVER_TIMEOUT, ErrorReply.GATEWAY_TIMEOUT);
        }
    }
}
