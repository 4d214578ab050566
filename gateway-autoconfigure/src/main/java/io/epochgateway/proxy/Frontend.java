package io.epochgateway.proxy;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.Mode;
import io.epochgateway.http.HeadLimits;
import io.epochgateway.net.Admission;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.net.Listener;
import io.epochgateway.net.SocketTuning;
import io.epochgateway.rule.FrontendRules;
import io.epochgateway.rule.FrontendRulesReader;
import io.epochgateway.rule.sample.Entrance;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stream.BackendSide;
import io.epochgateway.stream.ClientConnection;
import io.epochgateway.stream.EmbryonicSession;
import io.epochgateway.stream.FrontendSide;
import io.epochgateway.stream.Sessions;
import io.epochgateway.stream.StreamEvidence;
import io.epochgateway.stream.Telemetry;
import io.epochgateway.stream.Waits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The side of a proxy that clients see (HAProxy {@code frontend}). Any thread. */
public final class Frontend {

    private final FrontendDefinition definition;
    private final FrontendSide side;
    private final int id;
    private final Admission admission;
    private final Sessions sessions = new Sessions();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable GatewayLoopResources resources;
    private boolean paused;
    private volatile boolean shutDown;

    /**
     * Listens nowhere yet.
     *
     * @param headLimits how large the head of a message may be
     * @param process what all frontends together let in
     * @param telemetry where its streams are told of
     * @param proxies those that its rules may name
     * @throws io.epochgateway.definition.DefinitionException if a file of an error reply can't be used or a
     *     rule can't be understood
     */
    public Frontend(
            FrontendDefinition definition,
            HeadLimits headLimits,
            @Nullable Backend defaultBackend,
            Admission process,
            Telemetry telemetry,
            Proxies proxies) {
        this.definition = definition;
        this.admission = process.with(definition.limits());
        FrontendRules<BackendSide> rules = rules(definition, defaultBackend, telemetry, proxies);
        this.side = new FrontendSide(
                definition.name(),
                Waits.of(definition.timeouts()),
                headLimits,
                definition.http(),
                OwnReplies.of(definition.http().errors()),
                definition.bufferRequest(),
                definition.sockets().splicing(),
                defaultBackend == null ? null : defaultBackend.side(),
                rules == null ? telemetry : telemetry.capturing(rules.captures()),
                rules);
        this.id = proxies.frontendId(definition.name());
    }

    /** Null if neither it, nor its log, nor the backend that takes what is not routed looks at streams. */
    private static @Nullable FrontendRules<BackendSide> rules(
            FrontendDefinition definition, @Nullable Backend defaultBackend, Telemetry telemetry, Proxies proxies) {
        if (definition.rules().isEmpty()
                && !telemetry.asks()
                && (defaultBackend == null || !defaultBackend.side().looksAtStreams())) {
            return null;
        }
        return FrontendRulesReader.read(
                definition.rules(),
                definition.name(),
                definition.mode(),
                definition.log().captures(),
                proxies,
                name -> proxies.sideOf(name, definition.mode()));
    }

    /**
     * Looks whether its addresses are free.
     *
     * @throws io.epochgateway.net.BindFailedException at the first that another process listens on
     */
    public void refuseTakenAddresses(GatewayLoopResources loops) {
        definition.binds().forEach(bind -> Listener.refuseIfTaken(bind, loops));
    }

    /**
     * Binds its addresses, one after the other.
     *
     * @throws io.epochgateway.net.BindFailedException at the first that can't be listened on
     */
    public synchronized void listen(GatewayLoopResources loops) {
        int number = 0;
        for (BindDefinition bind : definition.binds()) {
            number++;
            listeners.add(open(bind, number, loops));
        }
        resources = loops;
    }

    private Listener open(BindDefinition bind, int number, GatewayLoopResources loops) {
        return Listener.bind(name(), bind, admission.with(bind), loops, connections(bind, number));
    }

    /**
     * Stops listening until {@link #resume}; accepted connections live on.
     *
     * @return false if it didn't listen
     */
    public synchronized boolean pause() {
        boolean listened = !paused && !shutDown;
        if (listened) {
            paused = true;
            listeners.forEach(Listener::close);
        }
        return listened;
    }

    /**
     * Listens again, where it did.
     *
     * @return false if it listens
     * @throws io.epochgateway.net.BindFailedException if an address can't be listened on any more; then it listens nowhere
     */
    public synchronized boolean resume() {
        if (!paused || shutDown || resources == null) {
            return false;
        }
        List<Listener> again = new ArrayList<>();
        try {
            for (int i = 0; i < listeners.size(); i++) {
                BindDefinition bind =
                        definition.binds().get(i).at(listeners.get(i).address());
                Listener.refuseIfTaken(bind, resources);
                again.add(open(bind, i + 1, resources));
            }
        } catch (RuntimeException e) {
            again.forEach(Listener::close);
            throw e;
        }
        listeners.clear();
        listeners.addAll(again);
        paused = false;
        return true;
    }

    /** Stops listening for good; accepted connections live on. */
    public void shutDown() {
        stopListening();
    }

    /** Whether it will never listen again. */
    public boolean isShutDown() {
        return shutDown;
    }

    /** What begins a connection that was accepted at the bind with that number, from 1. */
    private Function<Channel, ChannelHandler> connections(BindDefinition bind, int number) {
        String listener = bind.options().label(number);
        boolean acceptProxy = bind.options().acceptProxy();
        if (side.rules() != null) {
            Entrance entrance = new Entrance(name(), id, bind.options().name() == null ? "" : listener, number);
            Doorman doorman = new Doorman(side, sessions, acceptProxy, listener, entrance, this::connection);
            return doorman::meet;
        }
        if (!acceptProxy) {
            return client -> connection(client, null);
        }
        return client ->
                new EmbryonicSession(side, sessions, listener, client, null, accepted -> connection(accepted, null));
    }

    private ChannelHandler connection(Channel client, @Nullable StreamEvidence evidence) {
        SocketTuning.apply(definition.sockets(), client);
        return definition.mode() == Mode.HTTP
                ? ClientConnection.http(side, sessions, client, evidence)
                : ClientConnection.tcp(side, sessions, client, evidence);
    }

    public FrontendDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    /** What passed through it. */
    public Traffic traffic() {
        return side.telemetry().traffic();
    }

    /** Where it listens, in the order of its binds. */
    public List<SocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** The client connections that live now. */
    public Sessions sessions() {
        return sessions;
    }

    /** Stops listening; accepted connections live on. */
    public synchronized void stopListening() {
        shutDown = true;
        if (!paused) {
            listeners.forEach(Listener::close);
        }
    }
}
