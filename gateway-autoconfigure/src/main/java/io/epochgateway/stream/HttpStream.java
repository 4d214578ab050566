package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.RetryOn.Failure;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.FieldName;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Method;
import io.epochgateway.http.Reply;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Reuse;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.ServerConnectionListener;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The life of one request and its response, then of the next on the same client connection: routing, the way to a
 * server, forwarding, the end. Event loop only.
 */
final class HttpStream implements Dispatch.User, ServerConnectionListener {

    private static final EventCounter LOST_UNSEEN = EventCounter.count(
            "serverLost",
            "!mayHaveSeenTheRequest()",
            "server connection closed before it took a byte of the request, sent again");
    private static final EventCounter LOST_SEEN = EventCounter.count(
            "serverLost",
            "mayHaveSeenTheRequest()",
            "server connection closed before the first response byte, answered 502");
    private static final EventCounter LOST_REUSED = EventCounter.count(
            "serverLost",
            "!response.begun() && requests > 1",
            "reused connection closed before the first response byte");
    private static final EventCounter MORE_PAYLOAD =
            EventCounter.count("bodyPassed", "in.isReadable()", "more payload than announced");
    private static final EventCounter LESS_PAYLOAD =
            EventCounter.count("serverLost", "!response.untilClose()", "less payload than announced");
    private static final EventCounter LESS_UPLOADED =
            EventCounter.count("clientInputEnded", "!outgoing.complete()", "less payload than announced by a request");
    private static final EventCounter REQUEST_PAYLOAD =
            EventCounter.glitch("refuseRest", "parsing error (request payload)");

    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private enum State {
        /** No request. */
        IDLE,
        /** Reading the body first; timeout http-request. */
        BUFFER,
        /** On the way to a server; the dispatch owns the wait. */
        DISPATCH,
        /** Waiting for the response head; timeout server, while the request is uploaded timeout client. */
        RESPONSE_HEAD,
        /** The response passes; timeout server, while the client is slow to take it timeout client. */
        RESPONSE_BODY
    }

    private final HttpConversation client;
    private final Flow flow;
    private final Heads heads;
    private final Dispatch dispatch;
    private final OutgoingRequest outgoing;
    private final IdleConnections ownConnections = new IdleConnections();
    private final IncomingResponse response;
    private final RequestFields added;
    private State state = State.IDLE;
    private Method method = Method.OTHER;
    private @Nullable BackendSide backend;
    private @Nullable ServerConnection server;
    private boolean oldClient;
    private boolean clientStays;

    HttpStream(HttpConversation client, GatewayLoop loop) {
        this.client = client;
        this.heads = Heads.ofThisLoop(client.frontend().headLimits());
        this.flow = new Flow(loop, client, this::serverTimedOut);
        this.dispatch = new Dispatch(loop, this, client.journal(), ownConnections);
        this.outgoing = new OutgoingRequest(client.side().allocator(), heads);
        this.response = new IncomingResponse(client.side(), heads);
        this.added = new RequestFields(client.frontend(), client.side());
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Heads heads() {
        return heads;
    }

    private BackendSide backend() {
        return Objects.requireNonNull(backend);
    }

    /** What is going on. */
    Phase phase() {
        return switch (state) {
            case IDLE, BUFFER -> Phase.REQUEST;
            case DISPATCH -> dispatch.phase();
            case RESPONSE_HEAD -> Phase.HEADERS;
            case RESPONSE_BODY -> Phase.DATA;
        };
    }

    // ---- the request

    /** Takes over a complete request head; what of {@code in} belongs to its body is consumed. */
    void begin(MessageHead head, ByteBuf in, int start) {
        backend = null;
        method = head.method();
        oldClient = head.minorVersion() == 0;
        clientStays = head.persistent() && client.frontend().http().connectionMode() != ConnectionMode.CLOSE;
        response.expect(head);
        if (!outgoing.begin(head, in)) {
            refuseRest(in);
            return;
        }
        BackendSide to = client.frontend().defaultBackend();
        if (to != null) {
            head.removeHopByHop(head.upgrade());
            added.edit(head, to);
        }
        String monitored = client.frontend().http().monitorUri();
        if (monitored != null && head.asksFor(monitored)) {
            client.concealRequest();
            answer(
                    client.frontend().errors().getOrDefault(ErrorReply.SERVICE_READY, ErrorReply.SERVICE_READY.html()),
                    in);
            return;
        }
        if (!restrictNames(head, to)) {
            client.termination().tell(Cause.PROXY, Phase.REQUEST);
            answer(chosen(ErrorReply.FORBIDDEN), in);
            return;
        }
        if (to == null) {
            client.termination().tell(Cause.SERVER, Phase.CONNECT);
            answer(chosen(ErrorReply.SERVICE_UNAVAILABLE), in);
            return;
        }
        backend = to;
        client.journal().routed(to.traffic());
        boolean keep = to.retry().on().afterSending();
        if (wantsRequestBody() && (to.bufferRequest() || client.frontend().bufferRequest())) {
            buffer(head, in, keep);
        } else {
            outgoing.prepare(in, start, keep);
            goToServer(to);
        }
    }

    /** Deals with unusual field names as both sides say; false if one of them rejects the request. */
    private boolean restrictNames(MessageHead head, @Nullable BackendSide to) {
        return head.restrictNames(client.frontend().http().restrictReqHdrNames())
                && (to == null || head.restrictNames(to.http().restrictReqHdrNames()));
    }

    private void buffer(MessageHead head, ByteBuf in, boolean keep) {
        if (head.expectsContinue()) {
            // the server can't say it before it has seen the request
            head.remove(head.find(FieldName.EXPECT, 0));
            client.side().output().write(CONTINUE.duplicate());
        }
        state = State.BUFFER;
        outgoing.collect(in, keep);
        client.waitForRequest();
        buffered();
    }

    private void buffered() {
        if (outgoing.complete() || outgoing.isFull()) {
            client.waitForOthers();
            goToServer(backend());
        }
    }

    private void goToServer(BackendSide to) {
        state = State.DISPATCH;
        boolean risky = client.atFirstRequest() && !to.retry().on().coversReuse();
        dispatch.start(to, Reuse.of(to.httpReuse(), risky));
        if (state == State.DISPATCH) {
            outgoing.waitForServer();
            if (wantsRequestBody()) {
                client.side().reading(false);
            }
        }
    }

    /** Whether body bytes of the request are still to come. */
    boolean wantsRequestBody() {
        return !outgoing.complete();
    }

    /** Whether they can be taken now; before a server is reached they can't. */
    boolean takesRequestBody() {
        return (server != null || state == State.BUFFER) && wantsRequestBody();
    }

    @Override
    public void reached(ServerConnection connection) {
        server = connection;
        connection.use(this);
        state = State.RESPONSE_HEAD;
        connection.output().write(outgoing.firstPiece());
        moved();
        if (wantsRequestBody()) {
            client.readOn();
        }
    }

    @Override
    public void notReached(Dispatch.Unreachable why) {
        why.tell(client.termination());
        reply(ErrorReply.SERVICE_UNAVAILABLE);
    }

    /** Body bytes of the client; consumes what belongs to the request. */
    void readRequestBody(ByteBuf in) {
        int bytes = outgoing.take(in);
        if (bytes < 0) {
            refuseRest(in);
            return;
        }
        if (state == State.BUFFER) {
            outgoing.collect(in, bytes);
            buffered();
        } else {
            Objects.requireNonNull(server).output().write(outgoing.next(in, bytes));
            moved();
        }
    }

    private void moved() {
        flow.moved(Objects.requireNonNull(server), backend().waits(), wantsRequestBody());
    }

    /** What a request that was answered early still sends; consumed and dropped. */
    boolean dropRequestBody(ByteBuf in) {
        int bytes = outgoing.take(in);
        in.skipBytes(bytes < 0 ? in.readableBytes() : bytes);
        return bytes >= 0;
    }

    private void refuseRest(ByteBuf in) {
        REQUEST_PAYLOAD.hit();
        client.termination().tell(Cause.PROXY, phase());
        in.skipBytes(in.readableBytes());
        boolean answering = state == State.RESPONSE_BODY;
        end();
        if (answering) {
            client.abandon();
        } else {
            client.refuse(ErrorReply.BAD_REQUEST);
        }
    }

    // ---- the response

    @Override
    public void received(ByteBuf in) {
        ServerConnection from = server;
        // once the response ends, the next request may be on its way through another connection already
        while (in.isReadable() && server == from && state == State.RESPONSE_HEAD) {
            readResponseHead(in);
        }
        if (in.isReadable() && server == from && state == State.RESPONSE_BODY) {
            forwardBody(in);
        }
    }

    private void readResponseHead(ByteBuf in) {
        outgoing.answered();
        switch (response.readHead(in)) {
            case TOO_LITTLE -> {}
            case NONSENSE -> badResponse();
            case INTERIM -> {
                outgoing.forget();
                response.passInterim(in);
            }
            case TUNNEL -> openTunnel(in);
            case FINAL -> {
                if (!sentAgain(retryOn().statuses().contains(response.status()))) {
                    passHead(in);
                }
            }
        }
    }

    private void badResponse() {
        if (sentAgain(retryOn().failures().contains(Failure.JUNK_RESPONSE))) {
            return;
        }
        client.termination().tell(Cause.PROXY, Phase.HEADERS);
        reply(ErrorReply.BAD_GATEWAY);
    }

    private void openTunnel(ByteBuf in) {
        ServerConnection to = Objects.requireNonNull(server);
        response.passTunnelHead(in);
        if (state != State.RESPONSE_HEAD) {
            return;
        }
        client.journal().answered(response.status());
        // from here on the tunnel is the conversation's; only the slot stays until its end
        state = State.IDLE;
        server = null;
        flow.stop();
        outgoing.release();
        client.startTunnel(to, backend().waits(), in);
    }

    private void passHead(ByteBuf in) {
        clientStays &= client.mayStay();
        if (response.authenticatesTheConnection()) {
            Objects.requireNonNull(server).keepToItsClient();
            dispatch.preferLastServer();
        }
        ByteBuf piece = response.firstPiece(in, clientStays);
        if (piece == null) {
            badResponse();
            return;
        }
        outgoing.forget();
        clientStays &= !response.untilClose();
        state = State.RESPONSE_BODY;
        client.side().output().write(piece);
        client.journal().answered(response.status());
        bodyPassed(in);
    }

    private void forwardBody(ByteBuf in) {
        int bytes = response.take(in);
        if (bytes < 0) {
            client.termination().tell(Cause.PROXY, Phase.DATA);
            cut();
            return;
        }
        client.side().output().write(in.readRetainedSlice(bytes));
        client.journal().toClient();
        bodyPassed(in);
    }

    private void bodyPassed(ByteBuf in) {
        if (state != State.RESPONSE_BODY) {
            // the write met an error and the client is gone
            return;
        }
        if (response.complete()) {
            finish(response.serverStays() && !added.serverCloses() && !MORE_PAYLOAD.hitIf(in.isReadable()));
        } else {
            moved();
        }
    }

    private void finish(boolean serverStays) {
        ServerConnection done = Objects.requireNonNull(server);
        server = null;
        if (!serverStays || !outgoing.complete() || !done.isOpen()) {
            done.abort();
        } else if (backend().httpReuse() == HttpReuse.NEVER || done.isOfOneClient()) {
            dispatch.keep(done);
        } else {
            dispatch.release(done);
        }
        end();
        client.responded(clientStays);
    }

    // ---- the end

    /** Answers in the server's place. */
    private void reply(ErrorReply error) {
        reply(chosen(error));
    }

    /** Answers a request that goes nowhere; what of its body came with its head is consumed. */
    private void answer(Reply reply, ByteBuf in) {
        outgoing.passOver(in);
        reply(reply);
    }

    private void reply(Reply reply) {
        // a client that doesn't take its replies must not be owed ever more of them
        clientStays &= reply.stays()
                && outgoing.complete()
                && client.mayStay()
                && !client.side().output().isCongested();
        end();
        client.journal().replied(reply.status());
        if (!reply.silent()) {
            client.side().output().write(reply.message(method == Method.HEAD, !clientStays, oldClient));
        }
        client.responded(clientStays);
    }

    /** The backend's reply, else the frontend's, else the gateway's own in the form that the client prefers. */
    private Reply chosen(ErrorReply error) {
        Reply own = backend == null ? null : backend.errors().get(error);
        if (own == null) {
            own = client.frontend().errors().get(error);
        }
        if (own != null) {
            return own;
        }
        return outgoing.prefersJson() ? error.json() : error.html();
    }

    /** The response can't be completed: the client must see that it is cut short. */
    private void cut() {
        boolean lookedWhole = response.untilClose();
        end();
        if (lookedWhole) {
            client.reset();
        } else {
            client.abandon();
        }
    }

    /** Lets go of everything that belongs to the present request. */
    private void end() {
        state = State.IDLE;
        flow.stop();
        if (server != null) {
            server.abort();
            server = null;
        }
        dispatch.cancel();
        outgoing.release();
        response.release();
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
            client.termination().tell(Cause.SERVER, Phase.DATA);
            cut();
            return;
        }
        boolean reused = lost.requests() > 1;
        LOST_REUSED.hitIf(!response.begun() && reused);
        boolean unseen = !response.begun() && !lost.mayHaveSeenTheRequest() && outgoing.isRepeatable();
        if (LOST_UNSEEN.hitIf(unseen && repeatUnseen(reused))) {
            return;
        }
        if (!sentAgain(
                retryOn().failures().contains(response.begun() ? Failure.JUNK_RESPONSE : Failure.EMPTY_RESPONSE))) {
            LOST_SEEN.hitIf(!response.begun());
            client.termination().tell(Cause.SERVER, Phase.HEADERS);
            reply(ErrorReply.BAD_GATEWAY);
        }
    }

    /** What no server saw is repeated without harm; that an idle connection died is no failed attempt. */
    private boolean repeatUnseen(boolean reused) {
        if (reused) {
            dispatch.renew();
        } else if (!retryOn().failures().contains(Failure.CONN_FAILURE) || !dispatch.again()) {
            return false;
        }
        goBack();
        return true;
    }

    private RetryOn retryOn() {
        return backend().retry().on();
    }

    /** Tries once more, if the request is still there, nothing was passed on and an attempt is left. */
    private boolean sentAgain(boolean wanted) {
        if (!wanted || !outgoing.isKept() || !dispatch.again()) {
            return false;
        }
        goBack();
        return true;
    }

    /** The dispatch is under way once more. */
    private void goBack() {
        state = State.DISPATCH;
        flow.stop();
        client.waitForOthers();
        response.release();
        Objects.requireNonNull(server).abort();
        server = null;
    }

    private void serverTimedOut() {
        if (state == State.RESPONSE_BODY) {
            client.termination().tell(Cause.SERVER_TIMEOUT, Phase.DATA);
            cut();
        } else if (!sentAgain(retryOn().failures().contains(Failure.RESPONSE_TIMEOUT))) {
            client.termination().tell(Cause.SERVER_TIMEOUT, Phase.HEADERS);
            reply(ErrorReply.GATEWAY_TIMEOUT);
        }
    }

    @Override
    public void drained() {
        if (server != null) {
            moved();
        }
    }

    // ---- the client

    /** The client took all that was written. */
    void clientDrained() {
        if (server != null) {
            moved();
        }
    }

    void clientTimedOut() {
        client.termination().tell(Cause.CLIENT_TIMEOUT, phase());
        if (state == State.RESPONSE_BODY) {
            cut();
        } else {
            end();
            client.refuse(ErrorReply.REQUEST_TIMEOUT);
        }
    }

    /** The client will send nothing more; a whole request is still answered, unless option abortonclose gives it up. */
    void clientInputEnded() {
        if (LESS_UPLOADED.hitIf(wantsRequestBody())) {
            client.termination().tell(Cause.CLIENT, state == State.RESPONSE_HEAD ? Phase.DATA : phase());
            end();
            client.abandon();
        } else if (state != State.IDLE && backend().abortonclose()) {
            abort();
        }
    }

    private void abort() {
        client.termination().tell(Cause.CLIENT, phase());
        switch (state) {
            case RESPONSE_HEAD -> {
                end();
                client.refuse(ErrorReply.BAD_REQUEST);
            }
            case RESPONSE_BODY -> cut();
            case IDLE, BUFFER, DISPATCH -> {
                end();
                client.abandon();
            }
        }
    }

    void clientClosed() {
        end();
        dispatch.end();
        flow.end();
        ownConnections.close();
    }
}
