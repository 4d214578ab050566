package io.epochgateway.autoconfigure;

import io.epochgateway.server.ServerState;
import io.epochgateway.server.StateChange;
import org.springframework.context.ApplicationEvent;

/**
 * A server of a backend may be used for something else than before. Published on a thread of its own, in the order of
 * the changes.
 */
public final class ServerStateChangedEvent extends ApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient StateChange change;

    ServerStateChangedEvent(Object source, StateChange change) {
        super(source);
        this.change = change;
    }

    /** The name of the backend. */
    public String backend() {
        return change.server().proxy();
    }

    /** The name of the server. */
    public String server() {
        return change.server().name();
    }

    /** What it was used for until now. */
    public ServerState before() {
        return change.before().state();
    }

    /** What it may be used for from now on. */
    public ServerState after() {
        return change.after().state();
    }

    /** What the log says of it. */
    public String sentence() {
        return change.sentence();
    }
}
