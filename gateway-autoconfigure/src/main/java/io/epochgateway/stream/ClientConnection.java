package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.http.ErrorReply;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.Described;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.net.TimerWheel.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection in mode http: reads heads, gives each request to its {@link HttpStream}, one after the other,
 * and waits for the next. Event loop only.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter implements Session, Described {

    private static final EventCounter REQUEST_HEADERS =
            EventCounter.glitch("readHead", "parsing error (request headers)");
    private static final EventCounter DRAIN_MESSAGE =
            EventCounter.count("responded", "stays && wantsRequestBody()", "Deferring H1S destroy to drain message");
    private static final EventCounter PENDING_INPUT =
            EventCounter.count("channelInactive", "pipelined != null", "H1C released with pending input data");
    private static final EventCounter PENDING_OUTPUT =
            EventCounter.count("channelInactive", "output.lostBytes()", "H1C released with pending output data");

    private enum State {
        /** Waiting for a request; timeout http-keep-alive, before the first one http-request. */
        IDLE,
        /** Reading a request head; timeout http-request. */
        HEAD,
        /** The stream has the request; timeout client while the client is the one to act. */
        STREAM,
        /** Bytes go both ways; timeout tunnel. */
        TUNNEL,
        /** Answered early: reading the rest of a request nobody wants; timeout client. */
        DRAIN,
        /** The last bytes are on their way; what still arrives is dropped; timeout client, then client-fin. */
        LAST_REPLY,
        CLOSED
    }

    /** How long a client may take to close after the last reply, where no timeout says so. */
    private static final long LINGER_MILLIS = 5000;

    private final FrontendSide frontend;
    private final Sessions sessions;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            timedOut();
        }
    };
    private State state = State.IDLE;
    private @Nullable GatewayLoop loop;
    private @Nullable Channel channel;
    private @Nullable Output output;
    private @Nullable HttpStream stream;
    private @Nullable MessageHead head;
    private @Nullable ByteBuf pipelined;
    private int requests;
    private boolean inputEnded;
    private boolean processing;

    public ClientConnection(FrontendSide frontend, Sessions sessions) {
        this.frontend = frontend;
        this.sessions = sessions;
    }

    FrontendSide frontend() {
        return frontend;
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    /** Null where there is none, or when it is closed. */
    @Nullable
    SocketAddress remoteAddress() {
        return channel == null ? null : channel.remoteAddress();
    }

    Output output() {
        return Objects.requireNonNull(output);
    }

    private GatewayLoop loop() {
        return Objects.requireNonNull(loop);
    }

    private HttpStream stream() {
        return Objects.requireNonNull(stream);
    }

    /** Whether the request at hand is the connection's first. */
    boolean atFirstRequest() {
        return requests == 1;
    }

    /** Whether another request may follow the one at hand. */
    boolean mayStay() {
        return (!inputEnded || pipelined != null) && !sessions.draining();
    }

    /** Stops or resumes reading, so that a slow server slows the client down. */
    void reading(boolean wanted) {
        channel().config().setAutoRead(wanted);
    }

    /** The stream waits for the client, to send or to take bytes. */
    void waitForClient() {
        loop().timers().arm(timer, frontend.waits().client());
    }

    /** The stream waits for somebody else. */
    void waitForOthers() {
        loop().timers().disarm(timer);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        GatewayLoop here = GatewayLoop.current();
        loop = here;
        channel = ctx.channel();
        output = new Output(ctx.channel());
        stream = new HttpStream(this, here);
        here.timers().arm(timer, frontend.waits().httpRequest());
        ctx.channel().config().setAutoRead(true);
        sessions.add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (pipelined != null) {
                keepForLater(in);
            } else {
                process(in);
            }
        } finally {
            in.release();
        }
    }

    private void process(ByteBuf in) {
        processing = true;
        while (in.isReadable()) {
            switch (state) {
                case IDLE, HEAD -> readHead(in);
                case STREAM -> {
                    if (stream().takesRequestBody()) {
                        stream().readRequestBody(in);
                    } else {
                        keepForLater(in);
                    }
                }
                case TUNNEL -> stream().tunnelFromClient(in);
                case DRAIN -> drainBody(in);
                case LAST_REPLY, CLOSED -> in.skipBytes(in.readableBytes());
            }
        }
        processing = false;
    }

    private void readHead(ByteBuf in) {
        MessageHead reading = head;
        if (reading == null) {
            reading = stream().heads().takeRequest();
            head = reading;
        }
        int start = in.readerIndex();
        switch (reading.read(in)) {
            case INCOMPLETE -> {
                if (inputEnded) {
                    abandon();
                } else if (state == State.IDLE && reading.started()) {
                    state = State.HEAD;
                    if (requests > 0) {
                        loop().timers().arm(timer, frontend.waits().httpRequest());
                    }
                }
            }
            case REFUSED -> {
                REQUEST_HEADERS.hit();
                refuse(ErrorReply.of(Objects.requireNonNull(reading.refusal()).status()));
            }
            case COMPLETE -> {
                head = null;
                state = State.STREAM;
                requests++;
                loop().timers().disarm(timer);
                stream().begin(reading, in, start);
            }
        }
    }

    /** What the stream can't take waits: its body for the server, what follows until the response is complete. */
    private void keepForLater(ByteBuf in) {
        ByteBuf kept = pipelined;
        if (kept == null) {
            kept = channel().alloc().directBuffer(in.readableBytes());
            pipelined = kept;
            reading(false);
        }
        kept.writeBytes(in);
    }

    private void drainBody(ByteBuf in) {
        loop().timers().arm(timer, frontend.waits().client());
        if (!stream().dropRequestBody(in)) {
            lastReply(true);
        } else if (!stream().wantsRequestBody()) {
            becomeIdle();
        }
    }

    /** From now on bytes go both ways, those that came too early first. */
    void startTunnel(Tunnel tunnel) {
        state = State.TUNNEL;
        ByteBuf early = pipelined;
        pipelined = null;
        if (early != null) {
            tunnel.fromClient(early);
        }
        if (inputEnded) {
            tunnel.clientInputEnded();
        } else {
            tunnel.drained();
        }
    }

    /** Answers what can't be served and ends the connection. */
    void refuse(ErrorReply reply) {
        output().write(reply.message(false, true));
        lastReply(true);
    }

    /**
     * The response is complete.
     *
     * @param stays whether the client was told that another request may follow
     */
    void responded(boolean stays) {
        if (!stays) {
            lastReply(stream().wantsRequestBody() || pipelined != null);
        } else if (DRAIN_MESSAGE.hitIf(stream().wantsRequestBody())) {
            state = State.DRAIN;
            loop().timers().arm(timer, frontend.waits().client());
            readOn();
        } else {
            becomeIdle();
        }
    }

    private void becomeIdle() {
        state = State.IDLE;
        if (!mayStay()) {
            lastReply(false);
            return;
        }
        loop().timers().arm(timer, frontend.waits().httpKeepAlive());
        readOn();
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
        if (state != State.STREAM || !stream().wantsRequestBody()) {
            reading(true);
        } else if (inputEnded) {
            stream().clientInputEnded();
        }
    }

    /**
     * Closes after what was written.
     *
     * @param sending whether the client may still be sending: then it gets a FIN and time to read the reply, for a close
     *     over unread bytes would be a reset that destroys it
     */
    private void lastReply(boolean sending) {
        if (inputEnded || !sending) {
            abandon();
            return;
        }
        state = State.LAST_REPLY;
        releaseBuffers();
        output().shutdown();
        reading(true);
        if (output().isCongested()) {
            loop().timers().arm(timer, frontend.waits().client());
        } else {
            long fin = frontend.waits().clientFin();
            loop().timers().arm(timer, fin == 0 ? LINGER_MILLIS : Math.min(fin, LINGER_MILLIS));
        }
    }

    /** Ends the connection with a reset, so that the client can't take what it got for all there is. */
    void reset() {
        state = State.LAST_REPLY;
        releaseBuffers();
        output().reset();
    }

    /** Ends the connection without another word; what was written still goes out, as long as the client takes it. */
    void abandon() {
        state = State.LAST_REPLY;
        releaseBuffers();
        loop().timers().arm(timer, frontend.waits().client());
        output().close();
    }

    private void timedOut() {
        switch (state) {
            case IDLE -> {
                if (requests == 0) {
                    refuse(ErrorReply.REQUEST_TIMEOUT);
                } else {
                    abandon();
                }
            }
            case HEAD -> refuse(ErrorReply.REQUEST_TIMEOUT);
            case STREAM -> stream().clientTimedOut();
            case DRAIN, LAST_REPLY -> channel().close();
            case TUNNEL, CLOSED -> {}
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing follows in the pipeline
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            output().drained();
            if (state == State.STREAM || state == State.TUNNEL) {
                stream().clientDrained();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !inputEnded) {
            inputEnded = true;
            switch (state) {
                case IDLE, HEAD, DRAIN, LAST_REPLY -> output().close();
                case STREAM -> {
                    if (pipelined == null) {
                        stream().clientInputEnded();
                    }
                }
                case TUNNEL -> stream().clientInputEnded();
                case CLOSED -> {}
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        PENDING_INPUT.hitIf(pipelined != null);
        releaseBuffers();
        if (loop != null) {
            PENDING_OUTPUT.hitIf(output().lostBytes());
            loop.timers().remove(timer);
            stream().clientClosed();
        }
        sessions.remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // a reset or another error of the socket: channelInactive follows and does what is to be done
        if (state == State.TUNNEL) {
            stream().tunnelClientFailed();
        }
        ctx.close();
    }

    private void releaseBuffers() {
        if (head != null) {
            stream().heads().giveRequest(head);
            head = null;
        }
        if (pipelined != null) {
            pipelined.release();
            pipelined = null;
        }
    }

    @Override
    public Description describe() {
        return new Description(Kind.CLIENT, frontend.name(), null, pipelined == null ? 0 : pipelined.readableBytes());
    }

    @Override
    public SessionReport report() {
        Channel open = channel;
        HttpStream current = stream;
        return new SessionReport(
                System.identityHashCode(this),
                open == null ? null : open.localAddress(),
                open == null ? null : open.remoteAddress(),
                frontend.name(),
                current == null ? null : current.dispatch().backendName(),
                current == null ? null : current.dispatch().serverName(),
                requests);
    }

    @Override
    public void drain() {
        GatewayLoop on = loop;
        if (on != null) {
            on.eventLoop().execute(() -> {
                if (state == State.IDLE) {
                    abandon();
                }
            });
        }
    }

    @Override
    public void close() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
