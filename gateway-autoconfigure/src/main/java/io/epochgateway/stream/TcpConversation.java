package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.rule.FrontendRules;
import io.epochgateway.rule.ServerRules;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.function.Predicate;
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
    private final @Nullable StreamEvidence evidence;
    private @Nullable Inspection inspection;
    private @Nullable BackendSide backend;
    private @Nullable Tunnel tunnel;
    private @Nullable ByteBuf early;
    private boolean inputEnded;

    TcpConversation(FrontendSide frontend, GatewayLoop loop, ClientSide client, @Nullable StreamEvidence evidence) {
        this.frontend = frontend;
        this.loop = loop;
        this.client = client;
        this.evidence = evidence;
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
        FrontendRules<BackendSide> rules = frontend.rules();
        if (rules == null || evidence == null) {
            goTo(frontend.defaultBackend(), null);
        } else if (rules.content() == null) {
            route(rules, evidence);
        } else {
            inspection = new Inspection(loop, evidence, rules.content(), rules.inspectDelay(), this::inspect);
            inspect();
        }
    }

    /** Looks at what there is; goes on once the rules are decided. */
    private void inspect() {
        Inspection looking = inspection;
        if (looking == null) {
            return;
        }
        switch (looking.look(early == null ? Unpooled.EMPTY_BUFFER : early, inputEnded)) {
            case WAIT -> client.reading(true);
            case REJECT -> {
                inspection = null;
                termination.tell(Cause.PROXY, Phase.REQUEST);
                client.close();
            }
            case ACCEPT, EXPECT_PROXY -> {
                inspection = null;
                client.reading(false);
                route(Objects.requireNonNull(frontend.rules()), Objects.requireNonNull(evidence));
            }
        }
    }

    private void route(FrontendRules<BackendSide> rules, StreamEvidence seen) {
        seen.bytes(early == null ? Unpooled.EMPTY_BUFFER : early, false);
        BackendSide chosen = rules.routes() == null ? null : rules.routes().choose(seen, seen.sample());
        BackendSide to = chosen == null ? frontend.defaultBackend() : chosen;
        Server server = to == null || to.serverRules() == null ? null : serverOf(to.serverRules(), seen);
        seen.bytes(null, false);
        goTo(to, server);
        if (inputEnded && tunnel == null) {
            inputEndedEarly();
        }
    }

    private static @Nullable Server serverOf(ServerRules rules, StreamEvidence seen) {
        boolean force = rules.persistence(seen, seen.sample()) == ServerRules.Persistence.FORCED;
        return rules.choose(seen, seen.sample(), force);
    }

    private void goTo(@Nullable BackendSide to, @Nullable Server server) {
        backend = to;
        if (to == null) {
            termination.tell(Cause.SERVER, Phase.CONNECT);
            client.close();
        } else {
            journal.routed(to.traffic());
            dispatch.start(to, null, server, to.servers().key(client.source(), null));
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
            inspect();
        }
    }

    @Override
    public void reached(ServerConnection server) {
        BackendSide to = Objects.requireNonNull(backend);
        tunnel =
                new Tunnel(loop, client, server, frontend.waits(), to.waits(), termination, journal, dispatch::release);
        tunnel.splice(frontend.splicing().or(to.splicing()));
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
        } else if (inspection != null) {
            inspect();
        } else {
            inputEndedEarly();
        }
    }

    /** Where nothing was asked, nobody waits for an answer. */
    private void inputEndedEarly() {
        if (early == null || abortonclose()) {
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
        return backend != null && backend.abortonclose();
    }

    private Phase phase() {
        if (inspection != null) {
            return Phase.REQUEST;
        }
        return tunnel == null ? dispatch.phase() : Phase.DATA;
    }

    @Override
    public void killed() {
        termination.tell(Cause.KILLED, phase());
        client.close();
    }

    @Override
    public void shutDown(Predicate<Server> which, Shutdown why) {
        Server held = dispatch.held();
        if (held != null && which.test(held)) {
            termination.tell(why.cause(), tunnel == null ? dispatch.phase() : Phase.NONE);
            client.close();
        }
    }

    @Override
    public void closed() {
        if (tunnel != null) {
            tunnel.clientClosed();
        }
        if (CLIENT_ABORT.hitIf(dispatch.isUnderWay())) {
            termination.tell(Cause.CLIENT, phase());
        }
        if (inspection != null) {
            inspection.end();
            inspection = null;
            termination.tell(Cause.CLIENT, Phase.REQUEST);
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
