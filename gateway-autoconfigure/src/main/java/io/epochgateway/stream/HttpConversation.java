package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Reply;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in mode http: reads heads, gives each request to its {@link HttpStream}, one after the other, and waits
 * for the next. Event loop only.
 */
final class HttpConversation implements Conversation {

    private static final EventCounter REQUEST_HEADERS =
            EventCounter.glitch("readHead", "parsing error (request headers)");
    private static final EventCounter DRAIN_MESSAGE =
            EventCounter.count("responded", "stays && wantsRequestBody()", "Deferring H1S destroy to drain message");
    private static final EventCounter PENDING_INPUT =
            EventCounter.count("closed", "pipelined != null", "H1C released with pending input data");
    private static final EventCounter PENDING_OUTPUT =
            EventCounter.count("closed", "output.lostBytes()", "H1C released with pending output data");

    private enum State {
        /** Waiting for a request; timeout http-keep-alive, before the first one http-request. */
        IDLE,
        /** Reading a request head; timeout http-request. */
        HEAD,
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
    private final Farewell farewell;
    private final Termination termination = new Termination();
    private final Journal journal;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            timedOut();
        }
    };
    private State state = State.IDLE;
    private @Nullable Tunnel tunnel;
    private @Nullable MessageHead head;
    private @Nullable ByteBuf pipelined;
    private int requests;
    private boolean atRequest = true;
    private boolean stays;
    private boolean inputEnded;
    private boolean processing;

    HttpConversation(FrontendSide frontend, Sessions sessions, GatewayLoop loop, ClientSide side) {
        this.frontend = frontend;
        this.sessions = sessions;
        this.loop = loop;
        this.side = side;
        this.output = side.output();
        this.farewell = new Farewell(loop, side, frontend.waits());
        this.journal = new Journal(frontend.telemetry(), true, loop, side, termination);
        this.stream = new HttpStream(this, loop);
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
        return requests;
    }

    @Override
    public int pendingInput() {
        return pipelined == null ? 0 : pipelined.readableBytes();
    }

    /** Whether the request at hand is the connection's first. */
    boolean atFirstRequest() {
        return requests == 1;
    }

    /** Whether another request may follow the one at hand. */
    boolean mayStay() {
        return (!inputEnded || pipelined != null) && !sessions.draining();
    }

    /** The stream waits for the client, to send or to take bytes. */
    void waitForClient() {
        loop.timers().arm(timer, frontend.waits().client());
    }

    /** The stream waits for the rest of the request. */
    void waitForRequest() {
        loop.timers().arm(timer, frontend.waits().httpRequest());
    }

    /** The stream waits for somebody else. */
    void waitForOthers() {
        loop.timers().disarm(timer);
    }

    @Override
    public void begin() {
        waitForRequest();
        side.reading(true);
    }

    @Override
    public void received(ByteBuf in) {
        if (pipelined != null) {
            keepForLater(in);
        } else {
            process(in);
        }
    }

    private void process(ByteBuf in) {
        processing = true;
        while (in.isReadable()) {
            switch (state) {
                case IDLE, HEAD -> readHead(in);
                case STREAM -> {
                    if (stream.takesRequestBody()) {
                        stream.readRequestBody(in);
                    } else {
                        keepForLater(in);
                    }
                }
                case FLUSH -> keepForLater(in);
                case TUNNEL -> Objects.requireNonNull(tunnel).fromClient(in.readRetainedSlice(in.readableBytes()));
                case DRAIN -> drainBody(in);
                case LAST_REPLY, CLOSED -> in.skipBytes(in.readableBytes());
            }
        }
        processing = false;
    }

    private void readHead(ByteBuf in) {
        MessageHead reading = head;
        if (reading == null) {
            reading = stream.heads().takeRequest();
            head = reading;
        }
        boolean first = state == State.IDLE;
        if (first) {
            journal.requestBegins();
        }
        int start = in.readerIndex();
        switch (reading.read(in)) {
            case INCOMPLETE -> {
                if (state == State.IDLE && reading.started()) {
                    state = State.HEAD;
                    atRequest = true;
                    if (requests > 0) {
                        waitForRequest();
                    }
                }
                if (inputEnded) {
                    inputEndedInRequest();
                }
            }
            case REFUSED -> {
                REQUEST_HEADERS.hit();
                atRequest = true;
                termination.tell(Cause.PROXY, Phase.REQUEST);
                refuse(ErrorReply.of(Objects.requireNonNull(reading.refusal()).status()));
            }
            case COMPLETE -> {
                head = null;
                state = State.STREAM;
                atRequest = true;
                requests++;
                journal.requestRead(reading, first);
                waitForOthers();
                stream.begin(reading, in, start);
            }
        }
    }

    /** What the stream can't take waits: its body for the server, what follows until the response is complete. */
    private void keepForLater(ByteBuf in) {
        ByteBuf kept = pipelined;
        if (kept == null) {
            kept = side.allocator().directBuffer(in.readableBytes());
            pipelined = kept;
            side.reading(false);
        }
        kept.writeBytes(in);
    }

    private void drainBody(ByteBuf in) {
        waitForClient();
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
        waitForOthers();
        Tunnel both = new Tunnel(
                loop, side, server, frontend.waits(), back, termination, journal, stream.dispatch()::release);
        tunnel = both;
        if (in.isReadable()) {
            both.received(in);
            in.skipBytes(in.readableBytes());
        }
        ByteBuf early = pipelined;
        pipelined = null;
        both.begin(early, inputEnded);
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
            waitForClient();
        } else if (!stays) {
            lastReply(uploading || pipelined != null);
        } else if (DRAIN_MESSAGE.hitIf(uploading)) {
            state = State.DRAIN;
            waitForClient();
            readOn();
        } else {
            becomeIdle();
        }
    }

    private void becomeIdle() {
        over();
        state = State.IDLE;
        if (!mayStay()) {
            lastReply(false);
            return;
        }
        loop.timers().arm(timer, frontend.waits().httpKeepAlive());
        readOn();
    }

    /** The request at hand, if there is one, has ended, whether it was answered or not: the moment to log it. */
    private void over() {
        if (atRequest) {
            atRequest = false;
            journal.over();
            termination.reset();
        }
    }

    /** Goes on with what was kept, then with what the client sends. */
    void readOn() {
        if (processing) {
            return;
        }
        ByteBuf kept = pipelined;
        if (kept != null) {
            pipelined = null;
            try {
                process(kept);
            } finally {
                kept.release();
            }
        }
        if (pipelined != null) {
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

    private void leave() {
        over();
        state = State.LAST_REPLY;
        waitForOthers();
        releaseBuffers();
    }

    private void timedOut() {
        switch (state) {
            case IDLE -> {
                if (requests == 0) {
                    requestTimedOut();
                } else {
                    abandon();
                }
            }
            case HEAD -> requestTimedOut();
            case STREAM -> stream.clientTimedOut();
            case FLUSH, DRAIN -> {
                termination.tell(Cause.CLIENT_TIMEOUT, phase());
                over();
                side.close();
            }
            case LAST_REPLY, TUNNEL, CLOSED -> {}
        }
    }

    private void requestTimedOut() {
        if (ignoredProbe()) {
            return;
        }
        termination.tell(Cause.CLIENT_TIMEOUT, Phase.REQUEST);
        refuse(ErrorReply.REQUEST_TIMEOUT);
    }

    /** Whether it is a connection on which nothing was asked, and is closed without a word and a line in the log. */
    private boolean ignoredProbe() {
        if (state != State.IDLE || requests > 0 || !frontend.http().ignoreProbes()) {
            return false;
        }
        concealRequest();
        abandon();
        return true;
    }

    /** The request at hand is nobody's business: it won't be logged. */
    void concealRequest() {
        atRequest = false;
    }

    private Phase phase() {
        return switch (state) {
            case IDLE, HEAD -> Phase.REQUEST;
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
            case IDLE, HEAD -> inputEndedInRequest();
            case DRAIN -> {
                termination.tell(Cause.CLIENT, Phase.DATA);
                abandon();
            }
            case LAST_REPLY -> output.close();
            case STREAM -> {
                if (pipelined == null) {
                    stream.clientInputEnded();
                }
            }
            case TUNNEL -> Objects.requireNonNull(tunnel).clientInputEnded();
            case FLUSH, CLOSED -> {}
        }
    }

    /** Between two requests that is the end; a request that will never be whole is refused. */
    private void inputEndedInRequest() {
        if (ignoredProbe()) {
            return;
        }
        if (atRequest) {
            termination.tell(Cause.CLIENT, Phase.REQUEST);
            refuse(ErrorReply.BAD_REQUEST);
        } else {
            abandon();
        }
    }

    @Override
    public void killed() {
        termination.tell(Cause.KILLED, phase());
        side.close();
    }

    @Override
    public void closed() {
        if (tunnel != null) {
            tunnel.clientClosed();
        } else {
            termination.tell(Cause.CLIENT, phase());
        }
        state = State.CLOSED;
        PENDING_INPUT.hitIf(pipelined != null);
        releaseBuffers();
        PENDING_OUTPUT.hitIf(output.lostBytes());
        loop.timers().remove(timer);
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
        if (head != null) {
            stream.heads().giveRequest(head);
            head = null;
        }
        if (pipelined != null) {
            pipelined.release();
            pipelined = null;
        }
    }

    @Override
    public void drain() {
        if (state == State.IDLE) {
            abandon();
        }
    }
}
