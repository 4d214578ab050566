package io.epochgateway.stream;

import io.epochgateway.definition.RetryOn.Failure;
import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.ConnectListener;
import io.epochgateway.server.IdleConnections;
import io.epochgateway.server.Observation;
import io.epochgateway.server.Priority;
import io.epochgateway.server.Reuse;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerConnection;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.Waiter;
import io.epochgateway.stream.Termination.Phase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stream to a server: a slot or the queue, then an idle connection, here or on another loop, or a new one, with
 * retries. Used for one stream after the other. Event loop only.
 */
final class Dispatch implements ConnectListener {

    /** The stream that wants to go. */
    interface User {

        /** The connection is the stream's to use, and a slot with it. */
        void reached(ServerConnection connection);

        /** There is no way to a server. */
        void notReached(Unreachable why);
    }

    private enum State {
        /** No stream, or its slot is held and its connection is its own business. */
        AT_REST,
        /** Waiting for a slot; timeout queue. */
        QUEUE,
        /** Waiting for an idle connection of another loop; timeout connect. */
        TAKEOVER,
        /** Waiting for a new connection; timeout connect. */
        CONNECT,
        /** A moment before the next attempt at the same server; at most a second. */
        TURNAROUND
    }

    private static final long TURNAROUND_MILLIS = 1000;

    private final GatewayLoop loop;
    private final ClientSide client;
    private final User user;
    private final IdleConnections ownConnections;
    private final Journal journal;
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            timedOut();
        }
    };
    private State state = State.AT_REST;
    private @Nullable BackendSide backend;
    private @Nullable Reuse reuse;
    private Priority priority = Priority.NORMAL;
    private boolean prefersLastServer;
    private final Attempts attempts = new Attempts();
    private int run;
    private long key;
    private @Nullable Server persisted;
    private @Nullable Server server;
    private @Nullable Waiter waiter;
    private @Nullable ServerConnection connecting;

    /**
     * Of one client.
     *
     * @param ownConnections idle ones that only this client may use
     */
    Dispatch(GatewayLoop loop, ClientSide client, User user, Journal journal, IdleConnections ownConnections) {
        this.loop = loop;
        this.client = client;
        this.user = user;
        this.ownConnections = ownConnections;
        this.journal = journal;
    }

    /** The backend of the last start; null before the first. Any thread, but may lag. */
    @Nullable
    String backendName() {
        BackendSide last = backend;
        return last == null ? null : last.name();
    }

    /** The server chosen last; null before the first. Any thread, but may lag. */
    @Nullable
    String serverName() {
        Server last = server;
        return last == null ? null : last.name();
    }

    /** From now on the client's requests go to the server that it has an idle connection to, if there is one. */
    void preferLastServer() {
        prefersLastServer = true;
    }

    /** Who is served before whom in a queue, from the next start on. */
    void priority(Priority wanted) {
        priority = wanted;
    }

    /**
     * Begins; the user hears how it ends, maybe before this returns.
     *
     * @param shared which idle connections it may use besides its client's own; null for none
     * @param known the server that the client's cookie names; null if none
     * @param stays whether it goes nowhere else (HAProxy {@code force-persist})
     * @param decidedBy what decides about the server otherwise ({@link io.epochgateway.server.ServerSet#key})
     */
    void start(BackendSide to, @Nullable Reuse shared, @Nullable Server known, boolean stays, long decidedBy) {
        key = decidedBy;
        persisted = known;
        backend = to;
        reuse = shared;
        attempts.begin(to, known != null, stays);
        seek(to);
    }

    private void seek(BackendSide to) {
        run++;
        Server last = prefersLastServer ? ownConnections.lastServer() : null;
        boolean staysThere = last != null && last.proxy().equals(to.name()) && last.state() == ServerState.UP;
        Server known = persisted;
        // only for the first choice: a server that went down while the client waited is no choice any more
        persisted = null;
        Server otherwise = known != null ? known : staysThere ? last : null;
        Server designated = otherwise != null ? otherwise : to.servers().designated(key);
        if (designated != null) {
            if (to.servers().take(designated)) {
                slotTaken(designated, otherwise == null);
            } else {
                queue(to, designated);
            }
            return;
        }
        if (!to.servers().isUsable()) {
            giveUp(Unreachable.NO_SERVER);
            return;
        }
        Server picked = to.servers().pick();
        if (picked == null) {
            queue(to, null);
        } else {
            slotTaken(picked, true);
        }
    }

    private void queue(BackendSide to, @Nullable Server designated) {
        state = State.QUEUE;
        journal.queued(
                designated == null ? null : designated.traffic(),
                (designated == null ? to.servers().queued() : designated.queued()) + 1);
        int ofRun = run;
        Reuse shared = reuse;
        Waiter place = new Waiter(loop, designated, priority) {
            @Override
            protected boolean suits(ServerConnection idle) {
                return shared != null && shared.allows(idle);
            }

            @Override
            protected boolean mayGoElsewhere() {
                return attempts.mayLeaveQueue();
            }

            @Override
            protected void displaced() {
                if (run == ofRun && state == State.QUEUE) {
                    waiter = null;
                    loop.timers().disarm(timer);
                    journal.dequeued();
                    seek(to);
                }
            }

            @Override
            protected void granted(Server granted, @Nullable ServerConnection connection) {
                if (run != ofRun || state != State.QUEUE) {
                    to.servers().release(granted, connection, loop);
                    return;
                }
                waiter = null;
                loop.timers().disarm(timer);
                journal.dequeued();
                if (connection == null) {
                    slotTaken(granted, false);
                } else {
                    server = granted;
                    journal.chosen(granted, false);
                    reached(connection);
                }
            }
        };
        waiter = place;
        loop.timers().arm(timer, to.waits().queue());
        if (!to.servers().await(place, loop)) {
            waiter = null;
            journal.dequeued();
            giveUp(Unreachable.QUEUE_FULL);
        }
    }

    private void slotTaken(Server picked, boolean balanced) {
        server = picked;
        journal.chosen(picked, balanced);
        goTo(picked);
    }

    private void goTo(Server picked) {
        ServerConnection idle = ownConnections.take(picked);
        Reuse shared = picked.isPrivate() ? null : reuse;
        if (idle == null && shared != null) {
            idle = picked.pool().take(loop, shared);
        }
        if (idle != null) {
            reached(idle);
        } else if (shared == null || !takeOver(picked, shared)) {
            connect();
        }
    }

    private void reached(ServerConnection connection) {
        state = State.AT_REST;
        connection.server().shows(Observation.CONNECTED);
        journal.connected(connection);
        user.reached(connection);
    }

    private boolean takeOver(Server from, Reuse shared) {
        int ofRun = run;
        boolean asked = from.pool().takeOver(loop, shared, arrived -> {
            if (run == ofRun && state == State.TAKEOVER) {
                loop.timers().disarm(timer);
                if (arrived != null) {
                    reached(arrived);
                } else {
                    connect();
                }
            } else if (arrived != null) {
                from.pool().add(arrived, loop);
            }
        });
        if (asked) {
            state = State.TAKEOVER;
            loop.timers().arm(timer, backend().waits().connect());
        }
        return asked;
    }

    private void connect() {
        state = State.CONNECT;
        journal.connecting();
        loop.timers().arm(timer, backend().waits().connect());
        Server to = Objects.requireNonNull(server);
        byte[] told = journal.told(to, backend().tlvs());
        connecting = ServerConnection.open(to, loop, client.channel(), told, this);
    }

    /** Whether it still looks for a way to a server. */
    boolean isUnderWay() {
        return state != State.AT_REST;
    }

    /** What is going on while it is under way. */
    Phase phase() {
        return state == State.QUEUE ? Phase.QUEUE : Phase.CONNECT;
    }

    /**
     * Tries once more on a new connection, at another server where option redispatch says so; the slot is kept or
     * exchanged. To be asked only while a slot is held.
     *
     * @return false if no attempt is left; then nothing changes
     */
    boolean again() {
        if (!attempts.next()) {
            return false;
        }
        run++;
        journal.retried(redispatch());
        connect();
        return true;
    }

    /** As {@link #again()}, but as part of the present attempt: what failed was the connection's idle time. */
    void renew() {
        run++;
        connect();
    }

    /** Whether the slot is another server's now. */
    private boolean redispatch() {
        if (!attempts.mayGoElsewhere()) {
            return false;
        }
        Server before = Objects.requireNonNull(server);
        Server other = backend().servers().pickOther(before, loop);
        if (other == null) {
            return false;
        }
        backend().servers().release(before, null, loop);
        server = other;
        journal.chosen(other, true);
        return true;
    }

    private void failed(Unreachable why) {
        connecting = null;
        Objects.requireNonNull(server).shows(Observation.NOT_CONNECTED);
        if (!backend().retry().on().failures().contains(Failure.CONN_FAILURE) || !attempts.next()) {
            giveUp(why);
            return;
        }
        boolean elsewhere = redispatch();
        journal.retried(elsewhere);
        if (elsewhere) {
            goTo(Objects.requireNonNull(server));
        } else if (why == Unreachable.CONNECT_TIMEOUT) {
            connect();
        } else {
            state = State.TURNAROUND;
            long connect = backend().waits().connect();
            loop.timers().arm(timer, connect == 0 ? TURNAROUND_MILLIS : Math.min(TURNAROUND_MILLIS, connect));
        }
    }

    private void giveUp(Unreachable why) {
        loop.timers().disarm(timer);
        state = State.AT_REST;
        release();
        user.notReached(why);
    }

    private void timedOut() {
        switch (state) {
            case AT_REST -> {}
            case QUEUE -> {
                if (leaveQueue()) {
                    journal.dequeued();
                    giveUp(Unreachable.QUEUE_TIMEOUT);
                }
            }
            // whatever arrives later goes to this loop's idle connections
            case TAKEOVER -> connect();
            case CONNECT -> {
                abortConnecting();
                failed(Unreachable.CONNECT_TIMEOUT);
            }
            case TURNAROUND -> connect();
        }
    }

    /** Stops trying, whatever the state, and gives the slot back. */
    void cancel() {
        run++;
        if (leaveQueue()) {
            journal.dequeued();
        }
        abortConnecting();
        loop.timers().disarm(timer);
        state = State.AT_REST;
        release();
    }

    /** Keeps a connection that the stream needs no longer for its client alone. */
    void keep(ServerConnection idle) {
        if (idle.server().pool().mayBeReused(idle)) {
            ownConnections.add(idle);
        } else {
            idle.abort();
        }
    }

    /** The server whose slot the stream has; null if it has none. */
    @Nullable
    Server held() {
        return server;
    }

    /** Gives the slot back, if there is one. */
    void release() {
        release(null);
    }

    /**
     * Gives the slot back, if there is one.
     *
     * @param idle a connection that the stream needs no longer and others may share
     */
    void release(@Nullable ServerConnection idle) {
        Server held = server;
        if (held != null) {
            server = null;
            journal.left(held.served() - 1);
            backend().servers().release(held, idle, loop);
        }
    }

    /** Lets go of the loop's timer; nothing follows. */
    void end() {
        cancel();
        loop.timers().remove(timer);
    }

    private boolean leaveQueue() {
        Waiter place = waiter;
        waiter = null;
        return place != null && backend().servers().leave(place);
    }

    private void abortConnecting() {
        if (connecting != null) {
            connecting.abort();
            connecting = null;
        }
    }

    private BackendSide backend() {
        return Objects.requireNonNull(backend, "not started");
    }

    @Override
    public void connected(ServerConnection connection) {
        connecting = null;
        loop.timers().disarm(timer);
        reached(connection);
    }

    @Override
    public void connectFailed(Throwable cause) {
        failed(Unreachable.CONNECT_FAILED);
    }
}
