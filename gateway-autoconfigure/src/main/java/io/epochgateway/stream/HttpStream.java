package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.HttpReuse;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.FieldName;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Method;
import io.epochgateway.http.Reply;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.rule.HttpRequestAction;
import io.epochgateway.rule.TcpVerdict;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Reuse;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The life of one request and its response, then of the next on the same client connection: routing, the way to a
 * server, forwarding, the end. Event loop only.
 */
final class HttpStream implements Dispatch.User {

    private static final EventCounter LESS_UPLOADED =
            EventCounter.count("clientInputEnded", "!outgoing.complete()", "less payload than announced by a request");
    private static final EventCounter REQUEST_PAYLOAD =
            EventCounter.glitch("refuseRest", "parsing error (request payload)");

    private enum State {
        /** No request. */
        IDLE,
        /** Reading the body first; timeout http-request. */
        BUFFER,
        /** Held before it is denied; timeout tarpit. */
        TARPIT,
        /** On the way to a server; the dispatch owns the wait. */
        DISPATCH,
        /** A server has it; the exchange owns the wait. */
        EXCHANGE
    }

    private final HttpConversation client;
    private final Heads heads;
    private final Dispatch dispatch;
    private final OutgoingRequest outgoing;
    private final IdleConnections ownConnections = new IdleConnections();
    private final IncomingResponse response;
    private final Exchange exchange;
    private final Replies replies;
    private final Routing routing;
    private final Retries retries;
    /** Whether the heads of messages are looked at until the stream is over. */
    private final boolean keepsHeads;

    private State state = State.IDLE;
    private Method method = Method.OTHER;
    private ErrorReply denial = ErrorReply.INTERNAL_SERVER_ERROR;
    private boolean oldClient;
    private boolean clientStays;

    HttpStream(HttpConversation client, GatewayLoop loop, @Nullable RequestRules rules, boolean upgraded) {
        this.client = client;
        this.heads = Heads.ofThisLoop(client.frontend().headLimits());
        this.dispatch = new Dispatch(loop, client.side(), this, client.journal(), ownConnections);
        this.outgoing = new OutgoingRequest(client.side().allocator(), heads);
        this.keepsHeads = client.frontend().telemetry().asks();
        this.response = new IncomingResponse(client.side(), heads, keepsHeads);
        this.exchange = new Exchange(this, client, loop, outgoing, response);
        this.replies = new Replies(client.frontend());
        this.routing = new Routing(client, rules, replies, upgraded);
        this.retries = new Retries(this, client, dispatch, outgoing);
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Routing routing() {
        return routing;
    }

    Retries retries() {
        return retries;
    }

    Heads heads() {
        return heads;
    }

    /** Where the request at hand goes. */
    BackendSide backend() {
        return Objects.requireNonNull(routing.backend());
    }

    /** What is going on. */
    Phase phase() {
        return switch (state) {
            case IDLE, BUFFER -> Phase.REQUEST;
            case TARPIT -> Phase.TARPIT;
            case DISPATCH -> dispatch.phase();
            case EXCHANGE -> exchange.isAnswering() ? Phase.DATA : Phase.HEADERS;
        };
    }

    /** What a client that leaves now interrupts. */
    Phase interrupted() {
        return state == State.EXCHANGE && wantsRequestBody() ? Phase.DATA : phase();
    }

    // ---- the request

    /** Takes over a complete request head; what of {@code in} belongs to its body is consumed. */
    void begin(MessageHead head, ByteBuf in, int start) {
        routing.begin();
        method = head.method();
        oldClient = head.minorVersion() == 0;
        clientStays = head.persistent() && client.frontend().http().connectionMode() != ConnectionMode.CLOSE;
        response.expect(head);
        if (!outgoing.begin(head, in)) {
            refuseRest(in);
            return;
        }
        switch (routing.route(head)) {
            case ROUTED -> goOn(head, in, start);
            case REFUSED -> refuse(routing.verdict(), in);
            case NOT_TAKEN -> {
                // as in HAProxy, without a word
                outgoing.passOver(in);
                giveUp(Cause.INTERNAL, Phase.REQUEST, null);
            }
            case MONITORED -> {
                client.journal().conceal();
                outgoing.passOver(in);
                reply(replies.ready(), ErrorReply.SERVICE_READY.status());
            }
            case BAD_NAME -> {
                client.termination().tell(Cause.PROXY, Phase.REQUEST);
                answer(ErrorReply.FORBIDDEN, in);
            }
            case NOWHERE -> {
                client.termination().tell(Cause.SERVER, Phase.CONNECT);
                answer(ErrorReply.SERVICE_UNAVAILABLE, in);
            }
        }
    }

    private void goOn(MessageHead head, ByteBuf in, int start) {
        BackendSide to = backend();
        boolean keep = to.retry().on().afterSending();
        if (wantsRequestBody() && (to.bufferRequest() || client.frontend().bufferRequest() || routing.needsForm())) {
            buffer(head, in, keep);
        } else {
            if (to.http().sendNameHeader() == null) {
                outgoing.prepare(in, start, keep);
            } else {
                outgoing.prepareForEach(in, keep);
            }
            goToServer(to);
        }
    }

    /** Does what the rules say of a request that they don't let go on. */
    private void refuse(HttpRequestAction.Final verdict, ByteBuf in) {
        switch (verdict) {
            case HttpRequestAction.Reject rejected -> {
                outgoing.passOver(in);
                giveUp(Cause.PROXY, Phase.REQUEST, null);
            }
            case HttpRequestAction.SilentDrop dropped -> {
                outgoing.passOver(in);
                vanish();
            }
            case HttpRequestAction.Deny denied -> {
                client.journal().deniedBehind();
                client.termination().tell(Cause.PROXY, Phase.REQUEST);
                answer(ErrorReply.of(denied.status()), in);
            }
            case HttpRequestAction.Tarpit held -> hold(ErrorReply.of(held.status()), in);
            case HttpRequestAction.Allow allowed -> throw new IllegalArgumentException();
        }
    }

    /** Rules want the client to lose its connection without a packet. */
    private void vanish() {
        client.termination().tell(Cause.PROXY, Phase.REQUEST);
        client.journal().deniedBehind();
        end();
        client.vanish();
    }

    private void hold(ErrorReply error, ByteBuf in) {
        state = State.TARPIT;
        denial = error;
        outgoing.passOver(in);
        if (!client.waiting().inTarpit()) {
            deny();
        }
    }

    private void deny() {
        client.waiting().stop();
        client.journal().dequeued();
        client.termination().tell(Cause.PROXY, Phase.TARPIT);
        client.journal().deniedBehind();
        reply(denial);
    }

    private void buffer(MessageHead head, ByteBuf in, boolean keep) {
        if (head.expectsContinue()) {
            // the server can't say it before it has seen the request
            head.remove(head.find(FieldName.EXPECT, 0));
            response.passContinue();
        }
        state = State.BUFFER;
        outgoing.collect(in, keep);
        client.side().reading(true);
        client.waiting().forRequest();
        buffered();
    }

    private void buffered() {
        if (outgoing.complete() || outgoing.isFull()) {
            client.waiting().stop();
            client.journal().bodyRead();
            goToServer(backend());
        }
    }

    private void goToServer(BackendSide to) {
        state = State.DISPATCH;
        if (routing.needsForm()) {
            routing.readForm(outgoing.data());
        }
        dispatch.priority(routing.priority());
        if (routing.haveAddressesMoved()) {
            // what connections of this client alone began with, or where they lead, may be wrong now
            ownConnections.close();
        }
        boolean risky = client.atFirstRequest() && !to.retry().on().coversReuse();
        dispatch.start(to, Reuse.of(to.httpReuse(), risky), routing.designated(), routing.isForced(), routing.key());
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
        return (exchange.isUnderWay() || state == State.BUFFER) && wantsRequestBody();
    }

    @Override
    public void reached(ServerConnection connection) {
        state = State.EXCHANGE;
        if (backend().http().sendNameHeader() != null) {
            outgoing.tell(routing.nameOf(connection.server()));
        }
        exchange.begin(connection);
        if (wantsRequestBody()) {
            client.readOn();
        }
    }

    @Override
    public void notReached(Unreachable why) {
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
            exchange.upload(in, bytes);
        }
    }

    /** What a request that was answered early still sends; consumed and dropped. */
    boolean dropRequestBody(ByteBuf in) {
        int bytes = outgoing.take(in);
        in.skipBytes(bytes < 0 ? in.readableBytes() : bytes);
        return bytes >= 0;
    }

    private void refuseRest(ByteBuf in) {
        REQUEST_PAYLOAD.hit();
        client.journal().misread();
        in.skipBytes(in.readableBytes());
        giveUp(Cause.PROXY, phase(), ErrorReply.BAD_REQUEST);
    }

    // ---- the response

    /** Whether the client may send another request after this one, as far as is known. */
    boolean clientStays() {
        clientStays &= client.mayStay();
        return clientStays;
    }

    /** From here on the tunnel is the conversation's; only the slot stays until its end. */
    void tunnel(ServerConnection server, ByteBuf in) {
        state = State.IDLE;
        letGo();
        client.startTunnel(server, backend().waits(), in);
    }

    /** The response is complete. */
    void finished(ServerConnection server, boolean serverStays) {
        clientStays &= !response.untilClose();
        if (!serverStays || routing.serverCloses() || !outgoing.complete() || !server.isOpen()) {
            server.abort();
        } else if (backend().httpReuse() == HttpReuse.NEVER || server.isOfOneClient()) {
            dispatch.keep(server);
        } else {
            dispatch.release(server);
        }
        end();
        client.responded(clientStays);
    }

    /** Rules don't let the response pass. */
    void refuseResponse(TcpVerdict verdict) {
        if (verdict == TcpVerdict.DROP) {
            vanish();
            return;
        }
        client.journal().responseDenied();
        giveUp(Cause.PROXY, Phase.DATA, null);
    }

    /** The dispatch is under way once more. */
    void goBack() {
        state = State.DISPATCH;
        exchange.leave();
        response.release();
        client.waiting().stop();
    }

    // ---- the end

    /** Answers in the server's place. */
    void reply(ErrorReply error) {
        reply(replies.of(error, routing.backend(), outgoing.prefersJson()), error.status());
    }

    /** Answers a request that goes nowhere; what of its body came with its head is consumed. */
    private void answer(ErrorReply error, ByteBuf in) {
        outgoing.passOver(in);
        reply(error);
    }

    private void reply(Reply reply, int status) {
        // a client that doesn't take its replies must not be owed ever more of them
        clientStays &= reply.stays()
                && outgoing.complete()
                && client.mayStay()
                && !client.side().output().isCongested();
        end();
        client.journal().replied(status);
        if (!reply.silent()) {
            client.side().output().write(reply.message(method == Method.HEAD, !clientStays, oldClient));
        }
        client.responded(clientStays);
    }

    /** The response can't be completed: the client must see that it is cut short. */
    void cut() {
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
        exchange.leave();
        dispatch.cancel();
        letGo();
    }

    private void letGo() {
        outgoing.release();
        if (!keepsHeads) {
            releaseHeads();
        }
    }

    private void releaseHeads() {
        outgoing.releaseHead();
        response.release();
    }

    /** The stream was told of. */
    void over() {
        routing.over();
        if (keepsHeads) {
            releaseHeads();
        }
    }

    // ---- the client

    /** The client took all that was written. */
    void clientDrained() {
        exchange.moved();
    }

    void clientTimedOut() {
        if (state == State.TARPIT) {
            deny();
            return;
        }
        giveUp(Cause.CLIENT_TIMEOUT, phase(), ErrorReply.REQUEST_TIMEOUT);
    }

    /** The client will send nothing more; a whole request is still answered, unless option abortonclose gives it up. */
    void clientInputEnded() {
        if (state == State.TARPIT) {
            return;
        }
        if (LESS_UPLOADED.hitIf(wantsRequestBody())) {
            giveUp(Cause.CLIENT, interrupted(), null);
        } else if (state != State.IDLE && backend().abortonclose()) {
            giveUp(Cause.CLIENT, phase(), state == State.EXCHANGE ? ErrorReply.BAD_REQUEST : null);
        }
    }

    /** The request is taken from its server. */
    void shutDown(Shutdown why) {
        boolean reached = state == State.EXCHANGE;
        giveUp(why.cause(), phase(), reached ? ErrorReply.BAD_GATEWAY : ErrorReply.SERVICE_UNAVAILABLE);
    }

    /** Ends the request and the connection, with that reply if none has begun. */
    void giveUp(Cause cause, Phase when, @Nullable ErrorReply reply) {
        client.termination().tell(cause, when);
        if (exchange.isAnswering()) {
            cut();
            return;
        }
        end();
        if (reply == null) {
            client.abandon();
        } else {
            client.refuse(reply);
        }
    }

    void clientClosed() {
        end();
        dispatch.end();
        exchange.end();
        ownConnections.close();
    }
}
