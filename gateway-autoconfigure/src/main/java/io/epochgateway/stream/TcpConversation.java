package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.definition.Mode;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.rule.BackendRules;
import io.epochgateway.rule.FrontendRules;
import io.epochgateway.rule.ServerRules;
import io.epochgateway.rule.TcpRules;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.balance.Balance;
import io.epochgateway.stream.Termination.Cause;
import io.epochgateway.stream.Termination.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in mode tcp: a server is chosen at once, then bytes go both ways. A rule, or a backend of mode http, may
 * make it one in mode http before that. Event loop only.
 */
final class TcpConversation implements Conversation, Dispatch.User {

    private static final EventCounter CLIENT_ABORT =
            EventCounter.count("closed", "dispatch.isUnderWay()", "Report a client abort (no analysers)");

    private final FrontendSide frontend;
    private final Sessions sessions;
    private final GatewayLoop loop;
    private final ClientSide client;
    private final Dispatch dispatch;
    private final Termination termination = new Termination();
    private final Journal journal;
    private final @Nullable StreamEvidence evidence;
    private final Consumer<HttpConversation> successor;
    private @Nullable Inspection inspection;
    private @Nullable BackendSide backend;
    private @Nullable Tunnel tunnel;
    private @Nullable InspectedResponse answer;
    private @Nullable ByteBuf early;
    private boolean inputEnded;

    /**
     * Of a client that is about to connect.
     *
     * @param successor takes what it becomes when it becomes one in mode http
     */
    TcpConversation(
            FrontendSide frontend,
            Sessions sessions,
            GatewayLoop loop,
            ClientSide client,
            @Nullable StreamEvidence evidence,
            Consumer<HttpConversation> successor) {
        this.frontend = frontend;
        this.sessions = sessions;
        this.successor = successor;
        this.loop = loop;
        this.client = client;
        this.evidence = evidence;
        this.journal = new Journal(frontend.telemetry(), false, loop, client, termination, evidence);
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
        if (evidence != null) {
            evidence.streamBegins();
        }
        FrontendRules<BackendSide> rules = frontend.rules();
        if (rules == null || evidence == null) {
            goTo(frontend.defaultBackend());
        } else if (rules.content() == null) {
            route(rules, evidence);
        } else {
            inspect(evidence, rules.content(), rules.inspectDelay());
        }
    }

    private void inspect(StreamEvidence seen, TcpRules rules, long delay) {
        Inspection looking = new Inspection(loop, seen, seen::bytes, rules, delay, this::inspect);
        looking.giveUpAfter(frontend.waits().client(), this::silent);
        inspection = looking;
        inspect();
    }

    /** The client has sent too little for the rules, and then nothing for too long. */
    private void silent() {
        termination.tell(Cause.CLIENT_TIMEOUT, Phase.REQUEST);
        journal.misread();
        client.close();
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
            case DROP -> {
                inspection = null;
                termination.tell(Cause.PROXY, Phase.REQUEST);
                journal.deniedBehind();
                client.vanish();
            }
            case SWITCH_MODE -> {
                inspection = null;
                Objects.requireNonNull(evidence).bytes(null, false);
                becomeHttp(null);
            }
            case ACCEPT, CLOSE, EXPECT_PROXY -> {
                inspection = null;
                client.reading(false);
                Objects.requireNonNull(evidence).bytes(null, false);
                if (backend == null) {
                    route(Objects.requireNonNull(frontend.rules()), evidence);
                } else {
                    connect(backend);
                }
            }
        }
    }

    private void route(FrontendRules<BackendSide> rules, StreamEvidence seen) {
        seen.bytes(early == null ? Unpooled.EMPTY_BUFFER : early, false);
        BackendSide chosen = rules.routes() == null ? null : rules.routes().choose(seen, seen.sample());
        seen.bytes(null, false);
        goTo(chosen == null ? frontend.defaultBackend() : chosen);
    }

    private void connectByRules(BackendSide to, ServerRules rules, StreamEvidence seen) {
        seen.bytes(early == null ? Unpooled.EMPTY_BUFFER : early, false);
        boolean force = rules.persistence(seen, seen.sample()) == ServerRules.Persistence.FORCED;
        Server server = rules.choose(seen, seen.sample(), force);
        long key = rules.key(seen, seen.sample(), to.servers());
        seen.bytes(null, false);
        dispatch.start(
                to, null, server, force, key == Balance.NO_KEY ? to.servers().key(client.source(), null) : key);
    }

    private void goTo(@Nullable BackendSide to) {
        if (to == null) {
            termination.tell(Cause.SERVER, Phase.CONNECT);
            client.close();
        } else if (to.mode() == Mode.HTTP) {
            becomeHttp(to);
        } else {
            backend = to;
            journal.routed(to.traffic());
            BackendRules rules = to.rules();
            if (evidence != null) {
                evidence.routed(to);
            }
            if (rules == null || rules.content() == null || evidence == null) {
                connect(to);
            } else {
                inspect(evidence, rules.content(), rules.inspectDelay());
            }
        }
    }

    /**
     * What the client has sent, and what it will send, are requests.
     *
     * @param to where the first one goes; null if that is yet to be decided
     */
    private void becomeHttp(@Nullable BackendSide to) {
        ByteBuf waiting = early;
        early = null;
        dispatch.end();
        journal.becomesHttp();
        HttpConversation next =
                HttpConversation.after(frontend, sessions, loop, client, evidence, journal, termination, to);
        successor.accept(next);
        next.begin();
        if (waiting != null) {
            next.received(waiting);
            waiting.release();
        }
        if (inputEnded) {
            next.inputEnded();
        }
    }

    private void connect(BackendSide to) {
        if (evidence != null) {
            dispatch.priority(evidence.directives().priority());
        }
        if (to.serverRules() == null || evidence == null) {
            dispatch.start(to, null, null, false, to.servers().key(client.source(), null));
        } else {
            connectByRules(to, to.serverRules(), evidence);
        }
        if (inputEnded && tunnel == null) {
            inputEndedEarly();
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        if (tunnel != null) {
            tunnel.fromClient(bytes.retain());
        } else {
            // a client that ended is read to the end at once, the server reached or not
            keep(bytes);
            inspect();
        }
    }

    /** A copy, for a client may send its bytes one by one. */
    private void keep(ByteBuf bytes) {
        if (early == null) {
            early = client.allocator().directBuffer(bytes.readableBytes());
        }
        early.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    }

    @Override
    public void reached(ServerConnection server) {
        BackendSide to = Objects.requireNonNull(backend);
        Tunnel through =
                new Tunnel(loop, client, server, frontend.waits(), to.waits(), termination, journal, dispatch::release);
        tunnel = through;
        through.splice(frontend.splicing().or(to.splicing()));
        journal.tunnelBegins();
        ByteBuf waiting = early;
        early = null;
        InspectedResponse response = inspected(to, through);
        answer = response;
        through.begin(response == null ? through : response, waiting, inputEnded);
        if (response != null) {
            response.look();
        }
    }

    private @Nullable InspectedResponse inspected(BackendSide to, Tunnel through) {
        BackendRules rules = to.rules();
        if (rules == null || rules.response() == null || evidence == null) {
            return null;
        }
        evidence.reached(dispatch.held());
        return new InspectedResponse(
                loop, client, through, evidence, termination, journal, rules.response(), rules.responseDelay());
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
        if (answer != null) {
            answer.end();
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
