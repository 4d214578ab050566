package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Reply;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in mode http: reads heads, gives each request to its {@link HttpStream}, one after the other, and waits
 * for the next. Event loop only.
 */
final class HttpConversation implements Conversation {

    private static final EventCounter DRAIN_MESSAGE =
            EventCounter.count("responded", "stays && wantsRequestBody()", "Deferring H1S destroy to drain message");
    private static final EventCounter PENDING_INPUT =
            EventCounter.count("closed", "!kept.isEmpty()", "H1C released with pending input data");
    private static final EventCounter PENDING_OUTPUT =
            EventCounter.count("closed", "output.lostBytes()", "H1C released with pending output data");

    private enum State {
        /** Waiting for a request or reading its head, as the reader says. */
        REQUEST,
        /** The stream has the request; timeout client while the client is the one to act. */
        STREAM,
        /** Bytes go both ways; timeout tunnel. */
        TUNNEL,
        /** The response is complete but for what the client has yet to take; timeout client. */
        FLUSH,
        /** Answered early: reading the rest of a request nobody wants; timeout client. */
        DRAIN,
        /** The last bytes are on their way; what still arrives is dropped; the farewell owns the wait. */
        LAST_REPLY,
        CLOSED
    }

    private final FrontendSide frontend;
    private final Sessions sessions;
    private final GatewayLoop loop;
    private final ClientSide side;
    private final Output output;
    private final HttpStream stream;
    private final RequestReader reader;
    private final KeptInput kept;
    private final Farewell farewell;
    private final Termination termination;
    private final Journal journal;
    private final ClientWait waiting;
    private State state = State.REQUEST;
    private @Nullable Tunnel tunnel;
    private boolean atRequest = true;
    private boolean stays;
    private boolean inputEnded;
    private boolean processing;

    private HttpConversation(
            FrontendSide frontend,
            Sessions sessions,
            GatewayLoop loop,
            ClientSide side,
            Journal journal,
            Termination termination,
            @Nullable RequestRules rules,
            boolean upgraded) {
        this.frontend = frontend;
        this.sessions = sessions;
        this.loop = loop;
        this.side = side;
        this.output = side.output();
        this.waiting = new ClientWait(loop.timers(), frontend.waits(), this::timedOut);
        this.farewell = new Farewell(loop, side, frontend.waits());
        this.termination = termination;
        this.journal = journal;
        this.stream = new HttpStream(this, loop, rules, upgraded);
        this.reader = new RequestReader(this, stream.heads());
        this.kept = new KeptInput(side);
    }

    /** Of a client that is about to connect. */
    static HttpConversation of(
            FrontendSide frontend,
            Sessions sessions,
            GatewayLoop loop,
            ClientSide side,
            @Nullable StreamEvidence evidence) {
        Termination termination = new Termination();
        Journal journal = new Journal(frontend.telemetry(), true, loop, side, termination, evidence);
        RequestRules rules = RequestRules.of(frontend, evidence);
        return new HttpConversation(frontend, sessions, loop, side, journal, termination, rules, false);
    }

    /**
     * Of a client that was in a conversation in mode tcp before.
     *
     * @param to the backend of the first request; null if that is yet to be chosen
     */
    static HttpConversation after(
            FrontendSide frontend,
            Sessions sessions,
            GatewayLoop loop,
            ClientSide side,
            @Nullable StreamEvidence evidence,
            Journal journal,
            Termination termination,
            @Nullable BackendSide to) {
        RequestRules rules = RequestRules.of(frontend, evidence);
        if (rules != null) {
            rules.resume(to);
        }
        return new HttpConversation(frontend, sessions, loop, side, journal, termination, rules, true);
    }

    FrontendSide frontend() {
        return frontend;
    }

    ClientSide side() {
        return side;
    }

    /** How the request at hand ends. */
    Termination termination() {
        return termination;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Dispatch dispatch() {
        return stream.dispatch();
    }

    @Override
    public int requests() {
        return reader.requests();
    }

    @Override
    public int pendingInput() {
        return kept.bytes();
    }

    /** Whether the request at hand is the connection's first. */
    boolean atFirstRequest() {
        return reader.requests() == 1;
    }

    /** Whether the client will send nothing more than what was received. */
    boolean hasInputEnded() {
        return inputEnded;
    }

    /** Whether another request may follow the one at hand. */
    boolean mayStay() {
        return (!inputEnded || !kept.isEmpty()) && !sessions.draining();
    }

    /** The wait for the client. */
    ClientWait waiting() {
        return waiting;
    }

    @Override
    public void begin() {
        waiting.forRequest();
        side.reading(true);
    }

    @Override
    public void received(ByteBuf in) {
        if (kept.isEmpty()) {
            process(in);
        } else {
            kept.add(in);
        }
    }

    private void process(ByteBuf in) {
        processing = true;
        while (in.isReadable()) {
            switch (state) {
                case REQUEST -> reader.read(in);
                case STREAM -> {
                    if (stream.takesRequestBody()) {
                        stream.readRequestBody(in);
                    } else {
                        kept.add(in);
                    }
                }
                case FLUSH -> kept.add(in);
                case TUNNEL -> Objects.requireNonNull(tunnel).fromClient(in.readRetainedSlice(in.readableBytes()));
                case DRAIN -> drainBody(in);
                case LAST_REPLY, CLOSED -> in.skipBytes(in.readableBytes());
            }
        }
        processing = false;
    }

    /** A request has begun: from now on there is something to log. */
    void requestBegins() {
        atRequest = true;
    }

    /**
     * A request's head is complete.
     *
     * @param in stands at the first byte after it
     * @param start where it begins in {@code in}, if it came in one piece
     */
    void requestRead(MessageHead head, ByteBuf in, int start) {
        state = State.STREAM;
        waiting.stop();
        stream.begin(head, in, start);
    }

    private void drainBody(ByteBuf in) {
        waiting.forClient();
        if (!stream.dropRequestBody(in)) {
            termination.tell(Cause.PROXY, Phase.DATA);
            lastReply(true);
        } else if (!stream.wantsRequestBody()) {
            becomeIdle();
        }
    }

    /**
     * From now on bytes go both ways.
     *
     * @param in what the server sent too early
     */
    void startTunnel(ServerConnection server, Waits back, ByteBuf in) {
        state = State.TUNNEL;
        waiting.stop();
        Tunnel both = new Tunnel(
                loop, side, server, frontend.waits(), back, termination, journal, stream.dispatch()::release);
        both.splice(frontend.splicing().or(stream.backend().splicing()));
        tunnel = both;
        if (in.isReadable()) {
            both.received(in);
            in.skipBytes(in.readableBytes());
        }
        both.begin(both, kept.take(), inputEnded);
    }

    /** Answers what can't be served and ends the connection. */
    void refuse(ErrorReply error) {
        Reply reply = frontend.errors().getOrDefault(error, error.early());
        journal.replied(error.status());
        if (!reply.silent()) {
            output.write(reply.message(false, true, false));
        }
        lastReply(true);
    }

    /**
     * The response is complete.
     *
     * @param mayAskAgain whether the client was told that another request may follow
     */
    void responded(boolean mayAskAgain) {
        stays = mayAskAgain;
        boolean uploading = stream.wantsRequestBody();
        if (output.isCongested() && !uploading) {
            state = State.FLUSH;
            waiting.forClient();
        } else if (!stays) {
            lastReply(uploading || !kept.isEmpty());
        } else if (DRAIN_MESSAGE.hitIf(uploading)) {
            state = State.DRAIN;
            waiting.forClient();
            readOn();
        } else {
            becomeIdle();
        }
    }

    private void becomeIdle() {
        over();
        state = State.REQUEST;
        if (!mayStay()) {
            lastReply(false);
            return;
        }
        waiting.forNextRequest();
        readOn();
    }

    /** The request at hand, if there is one, has ended, whether it was answered or not: the moment to log it. */
    private void over() {
        if (atRequest) {
            atRequest = false;
            journal.over();
            termination.reset();
        }
        stream.over();
    }

    /** Goes on with what was kept, then with what the client sends. */
    void readOn() {
        if (processing) {
            return;
        }
        ByteBuf before = kept.take();
        if (before != null) {
            try {
                process(before);
            } finally {
                before.release();
            }
        }
        if (!kept.isEmpty()) {
            return;
        }
        if (state != State.STREAM || !stream.wantsRequestBody()) {
            side.reading(true);
        } else if (inputEnded) {
            stream.clientInputEnded();
        }
    }

    /**
     * Closes after what was written.
     *
     * @param sending whether the client may still be sending: then it gets a FIN and time to read the reply, for a close
     *     over unread bytes would be a reset that destroys it
     */
    private void lastReply(boolean sending) {
        leave();
        if (inputEnded || !sending) {
            farewell.close();
        } else {
            farewell.linger();
        }
    }

    /** Ends the connection with a reset, so that the client can't take what it got for all there is. */
    void reset() {
        leave();
        farewell.reset();
    }

    /** Ends the connection without another word; what was written still goes out, as long as the client takes it. */
    void abandon() {
        leave();
        farewell.close();
    }

    /** Ends the connection, and the client isn't told. */
    void vanish() {
        leave();
        side.vanish();
    }

    private void leave() {
        over();
        state = State.LAST_REPLY;
        waiting.stop();
        releaseBuffers();
    }

    private void timedOut() {
        switch (state) {
            case REQUEST -> reader.timedOut();
            case STREAM -> stream.clientTimedOut();
            case FLUSH, DRAIN -> {
                termination.tell(Cause.CLIENT_TIMEOUT, phase());
                over();
                side.close();
            }
            case LAST_REPLY, TUNNEL, CLOSED -> {}
        }
    }

    /** Nothing was asked, which is nobody's business: it isn't logged. */
    void concealRequest() {
        atRequest = false;
    }

    private Phase phase() {
        return switch (state) {
            case REQUEST -> Phase.REQUEST;
            case STREAM -> stream.interrupted();
            case FLUSH -> Phase.LAST;
            case DRAIN, TUNNEL, LAST_REPLY, CLOSED -> Phase.DATA;
        };
    }

    @Override
    public void drained() {
        output.drained();
        if (state == State.STREAM) {
            stream.clientDrained();
        } else if (state == State.FLUSH && output.isCongested()) {
            // it took some
            waiting.forClient();
        } else if (state == State.FLUSH) {
            responded(stays);
        } else if (state == State.TUNNEL) {
            Objects.requireNonNull(tunnel).clientDrained();
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        switch (state) {
            case REQUEST -> reader.inputEnded();
            case DRAIN -> {
                termination.tell(Cause.CLIENT, Phase.DATA);
                abandon();
            }
            case LAST_REPLY -> output.close();
            case STREAM -> {
                if (kept.isEmpty()) {
                    stream.clientInputEnded();
                }
            }
            case TUNNEL -> Objects.requireNonNull(tunnel).clientInputEnded();
            case FLUSH, CLOSED -> {}
        }
    }

    @Override
    public void killed() {
        termination.tell(Cause.KILLED, phase());
        side.close();
    }

    @Override
    public void shutDown(Predicate<Server> which, Shutdown why) {
        Server held = stream.dispatch().held();
        if (held == null || !which.test(held)) {
            return;
        }
        if (tunnel != null) {
            termination.tell(why.cause(), Phase.DATA);
            side.close();
        } else {
            stream.shutDown(why);
        }
    }

    @Override
    public void closed() {
        if (tunnel != null) {
            tunnel.clientClosed();
        } else {
            termination.tell(Cause.CLIENT, phase());
        }
        state = State.CLOSED;
        PENDING_INPUT.hitIf(!kept.isEmpty());
        releaseBuffers();
        PENDING_OUTPUT.hitIf(output.lostBytes());
        waiting.end();
        farewell.end();
        stream.clientClosed();
        over();
    }

    @Override
    public void failed() {
        if (tunnel != null) {
            tunnel.clientFailed();
        }
    }

    private void releaseBuffers() {
        reader.release();
        kept.release();
    }

    @Override
    public void drain() {
        if (state == State.REQUEST && reader.isIdle()) {
            concealRequest();
            abandon();
        }
    }
}
