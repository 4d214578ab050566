package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A conversation in mode tcp: a server is chosen at once, then bytes go both ways. Event loop only. */
final class TcpConversation implements Conversation, Dispatch.User {

    private static final EventCounter CLIENT_ABORT =
            EventCounter.count("closed", "dispatch.isUnderWay()", "Report a client abort (no analysers)");

    private final FrontendSide frontend;
    private final GatewayLoop loop;
    private final ClientSide client;
    private final Dispatch dispatch;
    private final Termination termination = new Termination();
    private final Journal journal;
    private @Nullable Tunnel tunnel;
    private @Nullable ByteBuf early;
    private boolean inputEnded;

    TcpConversation(FrontendSide frontend, GatewayLoop loop, ClientSide client) {
        this.frontend = frontend;
        this.loop = loop;
        this.client = client;
        this.journal = new Journal(frontend.telemetry(), false, loop, client, termination);
        this.dispatch = new Dispatch(loop, client, this, journal, new IdleConnections());
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public void begin() {
        journal.sessionBegins();
        BackendSide backend = frontend.defaultBackend();
        if (backend == null) {
            termination.tell(Cause.SERVER, Phase.CONNECT);
            client.close();
        } else {
            journal.routed(backend.traffic());
            dispatch.start(backend, null, null, backend.servers().key(client.source(), null));
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        ByteBuf waiting = early;
        if (tunnel != null) {
            tunnel.fromClient(bytes.retain());
        } else {
            // a client that ended is read to the end at once, the server reached or not
            early = waiting == null ? bytes.retain() : Unpooled.wrappedBuffer(waiting, bytes.retain());
        }
    }

    @Override
    public void reached(ServerConnection server) {
        BackendSide backend = Objects.requireNonNull(frontend.defaultBackend());
        tunnel = new Tunnel(
                loop, client, server, frontend.waits(), backend.waits(), termination, journal, dispatch::release);
        tunnel.splice(frontend.splicing().or(backend.splicing()));
        journal.tunnelBegins();
        ByteBuf waiting = early;
        early = null;
        tunnel.begin(waiting, inputEnded);
    }

    @Override
    public void notReached(Unreachable why) {
        why.tell(termination);
        client.close();
    }

    @Override
    public void drained() {
        if (tunnel != null) {
            tunnel.clientDrained();
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        if (tunnel != null) {
            tunnel.clientInputEnded();
        } else if (early == null || abortonclose()) {
            // where nothing was asked, nobody waits for an answer
            termination.tell(Cause.CLIENT, phase());
            client.close();
        }
    }

    @Override
    public void failed() {
        if (tunnel != null) {
            tunnel.clientFailed();
        }
    }

    private boolean abortonclose() {
        BackendSide backend = frontend.defaultBackend();
        return backend != null && backend.abortonclose();
    }

    private Phase phase() {
        return tunnel == null ? dispatch.phase() : Phase.DATA;
    }

    @Override
    public void killed() {
        termination.tell(Cause.KILLED, phase());
        client.close();
    }

    @Override
    public void closed() {
        if (tunnel != null) {
            tunnel.clientClosed();
        }
        if (CLIENT_ABORT.hitIf(dispatch.isUnderWay())) {
            termination.tell(Cause.CLIENT, phase());
        }
        dispatch.end();
        if (early != null) {
            early.release();
            early = null;
        }
        journal.over();
    }

    @Override
    public void drain() {
        // a session has no moment at which nothing is in flight
    }

    @Override
    public int requests() {
        return 0;
    }

    @Override
    public int pendingInput() {
        return early == null ? 0 : early.readableBytes();
    }
}
