package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.definition.Splicing;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.Output;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.ServerConnectionListener;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Two directions of bytes between a client and a server. Each direction holds at most what one read brought; a FIN is
 * passed on, so is a reset, and both are closed when both have ended. Event loop only.
 */
final class Tunnel implements ServerConnectionListener {

    private static final EventCounter CLIENT_ERROR =
            EventCounter.count("clientFailed", "!closed", "Report unhandled client error");
    private static final EventCounter SERVER_ERROR =
            EventCounter.count("closed", "!serverEnded || !clientEnded", "Report unhandled server error");
    private static final EventCounter CLIENT_READ_TIMEOUT =
            EventCounter.count("timedOut", "clientWait() <= serverWait()", "Report unhandled client timeout (RD)");
    private static final EventCounter CLIENT_WRITE_TIMEOUT =
            EventCounter.count("timedOut", "toClient.isCongested()", "Report unhandled client timeout (WR)");
    private static final EventCounter SERVER_READ_TIMEOUT =
            EventCounter.count("timedOut", "serverWait() < clientWait()", "Report unhandled server timeout (RD)");
    private static final EventCounter SERVER_WRITE_TIMEOUT =
            EventCounter.count("timedOut", "server.output().isCongested()", "Report unhandled server timeout (WR)");

    private final GatewayLoop loop;
    private final ClientSide client;
    private final Output toClient;
    private final ServerConnection server;
    private final Waits front;
    private final Waits back;
    private final Termination termination;
    private final Journal journal;
    private final Runnable ended;
    private final Timer idle = new Timer() {
        @Override
        protected void expired() {
            timedOut();
        }
    };
    private @Nullable Lane toServerLane;
    private @Nullable Lane toClientLane;
    private boolean clientEnded;
    private boolean serverEnded;
    private boolean clientReset;
    private boolean clientGone;
    private boolean serverGone;
    private boolean closing;
    private boolean closed;

    /**
     * @param ended called once, when both sides are closed or about to be
     */
    Tunnel(
            GatewayLoop loop,
            ClientSide client,
            ServerConnection server,
            Waits front,
            Waits back,
            Termination termination,
            Journal journal,
            Runnable ended) {
        this.loop = loop;
        this.client = client;
        this.toClient = client.output();
        this.server = server;
        this.front = front;
        this.back = back;
        this.termination = termination;
        this.journal = journal;
        this.ended = ended;
        touch();
    }

    /** Says which bytes are moved by the kernel; to be called before it begins. */
    void splice(Splicing wanted) {
        if (wanted.request() || wanted.auto()) {
            toServerLane = new Lane(client.spliceTo(server.output(), this::clientSpliced), wanted.request());
        }
        if (wanted.response() || wanted.auto()) {
            toClientLane = new Lane(server.spliceTo(toClient, this::serverSpliced), wanted.response());
        }
    }

    /**
     * Begins with what the client sent too early.
     *
     * @param answers hears what the server says: this, or who passes it on
     * @param early null if nothing; one reference is taken over
     * @param clientEnded whether the client will send nothing more
     */
    void begin(ServerConnectionListener answers, @Nullable ByteBuf early, boolean clientEnded) {
        server.use(answers);
        if (early != null) {
            fromClient(early);
        }
        if (clientEnded) {
            clientInputEnded();
        } else if (!server.output().isCongested()) {
            client.reading(true);
        }
        if (toServerLane != null) {
            toServerLane.begin();
        }
        if (answers == this) {
            answered();
        }
    }

    /** All that the server says from now on goes to the client. */
    void answered() {
        if (toClientLane != null && !closing && !closed) {
            toClientLane.begin();
        }
    }

    /** Ends with the server at once; the client gets what has come. */
    void leaveServer() {
        serverEnded = true;
        clientEnded = true;
        if (!closing && !closed) {
            closing = true;
            touch();
            server.output().reset();
            toClient.close();
            ended.run();
        }
    }

    /** Bytes of the client, one reference of which is taken over. */
    void fromClient(ByteBuf bytes) {
        touch();
        if (toServerLane != null) {
            toServerLane.copied(bytes.readableBytes());
        }
        server.output().write(bytes);
        if (server.output().isCongested()) {
            client.reading(false);
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        touch();
        if (toClientLane != null) {
            toClientLane.copied(bytes.readableBytes());
        }
        toClient.write(bytes.retain());
        journal.toClient();
        if (toClient.isCongested()) {
            server.reading(false);
        }
    }

    private void clientSpliced(int bytes) {
        touch();
        journal.fromClient(bytes);
        if (toServerLane != null) {
            toServerLane.spliced(bytes);
        }
        if (server.output().isCongested()) {
            client.reading(false);
        }
    }

    private void serverSpliced(int bytes) {
        touch();
        journal.toClient();
        if (toClientLane != null) {
            toClientLane.spliced(bytes);
        }
        if (toClient.isCongested()) {
            server.reading(false);
        }
    }

    /** The client took some of what waited, or all of it. */
    void clientDrained() {
        touch();
        if (!serverEnded && !closed && !toClient.isCongested()) {
            server.reading(true);
        }
    }

    @Override
    public void drained() {
        touch();
        if (!clientEnded && !closed && !server.output().isCongested()) {
            client.reading(true);
        }
    }

    /** The client will send nothing more. */
    void clientInputEnded() {
        if (clientEnded) {
            return;
        }
        clientEnded = true;
        if (!serverEnded) {
            server.output().shutdown();
        }
        touch();
        closeIfBothEnded();
    }

    @Override
    public void inputEnded() {
        if (serverEnded) {
            return;
        }
        if (server.hasOutputEnded() && !clientEnded) {
            // a reset that a failed write has met first: what is left of it looks like a FIN
            closed();
            return;
        }
        serverEnded = true;
        if (!clientEnded) {
            toClient.shutdown();
        }
        touch();
        closeIfBothEnded();
    }

    /** What was sent last may still be on its way; the timer runs until it has been taken. */
    private void closeIfBothEnded() {
        if (clientEnded && serverEnded && !closing) {
            closing = true;
            touch();
            server.output().close();
            toClient.close();
            ended.run();
        }
    }

    /** The client's connection met an error, and is about to be gone. */
    void clientFailed() {
        CLIENT_ERROR.hitIf(!closed);
        clientReset = true;
        termination.tell(Cause.CLIENT, Phase.DATA);
    }

    /** The client's connection is gone. */
    void clientClosed() {
        clientGone = true;
        if (!closing) {
            termination.tell(Cause.CLIENT, Phase.DATA);
        }
        if (!closing || serverGone) {
            close();
        }
    }

    @Override
    public void closed() {
        serverGone = true;
        // one that has closed its output ends in silence, unless it was still to take what the client says
        if (SERVER_ERROR.hitIf(!serverEnded || !clientEnded)) {
            termination.tell(Cause.SERVER, Phase.DATA);
            toClient.reset();
            close();
        } else if (clientGone) {
            close();
        } else {
            serverEnded = true;
            clientEnded = true;
            closeIfBothEnded();
        }
    }

    /** Closes both sides at once. */
    void close() {
        if (!closed) {
            closed = true;
            loop.timers().remove(idle);
            if (clientReset && !serverGone) {
                server.output().reset();
            }
            server.abort();
            client.close();
            if (!closing) {
                ended.run();
            }
        }
    }

    /** Somebody isn't silent. */
    void touch() {
        if (!closed) {
            loop.timers().arm(idle, shorter(clientWait(), serverWait()));
        }
    }

    /** A side that ended is waited for only while it has to take bytes; the other's wait is then that of a half-closed. */
    private long clientWait() {
        if (clientEnded && !toClient.isCongested()) {
            return 0;
        }
        return inactivity(serverEnded ? front.clientFin() : 0, front.client());
    }

    private long serverWait() {
        if (serverEnded && !server.output().isCongested()) {
            return 0;
        }
        return inactivity(clientEnded ? back.serverFin() : 0, back.server());
    }

    private long inactivity(long fin, long side) {
        if (fin > 0) {
            return fin;
        }
        return back.tunnel() > 0 ? back.tunnel() : side;
    }

    private void timedOut() {
        Cause cause;
        if (toClient.isCongested()) {
            CLIENT_WRITE_TIMEOUT.hit();
            cause = Cause.CLIENT_TIMEOUT;
        } else if (server.output().isCongested()) {
            SERVER_WRITE_TIMEOUT.hit();
            cause = Cause.SERVER_TIMEOUT;
        } else if (clientWait() == shorter(clientWait(), serverWait())) {
            CLIENT_READ_TIMEOUT.hit();
            cause = Cause.CLIENT_TIMEOUT;
        } else {
            SERVER_READ_TIMEOUT.hit();
            cause = Cause.SERVER_TIMEOUT;
        }
        termination.tell(cause, closing ? Phase.LAST : Phase.DATA);
        close();
    }

    private static long shorter(long a, long b) {
        if (a == 0 || b == 0) {
            return Math.max(a, b);
        }
        return Math.min(a, b);
    }
}
