package io.epochgateway.net;

import io.epochgateway.definition.AcceptLimits;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.ProcessLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * How many connections a listener lets in, and how many the kernel keeps before it.
 *
 * @param limits all of which have to let a connection in
 * @param backlog of each of its sockets
 */
public record Admission(List<AcceptLimit> limits, int backlog) {

    /** The kernel keeps as many as there may be at a time, as in HAProxy; but not so few that it drops what comes at once. */
    private static final int LEAST_BACKLOG = 1024;

    public Admission {
        limits = List.copyOf(limits);
    }

    /** What holds for all frontends together. */
    public static Admission of(ProcessLimits process) {
        List<AcceptLimit> limits = new ArrayList<>();
        limits.add(new ConnectionLimit(process.maxconn()));
        addRate(process.maxconnrate(), limits);
        addRate(process.maxsessrate(), limits);
        return new Admission(limits, Math.max(process.maxconn(), LEAST_BACKLOG));
    }

    /** What holds for a frontend besides. */
    public Admission with(AcceptLimits frontend) {
        List<AcceptLimit> all = new ArrayList<>(limits);
        int most = backlog;
        if (frontend.maxconn() > 0) {
            all.addFirst(new ConnectionLimit(frontend.maxconn()));
            most = Math.max(frontend.maxconn(), LEAST_BACKLOG);
        }
        addRate(frontend.sessionRate(), all);
        return new Admission(all, frontend.backlog() > 0 ? frontend.backlog() : most);
    }

    /** What holds for one address of it besides. */
    public Admission with(BindDefinition bind) {
        if (bind.maxconn() == 0) {
            return this;
        }
        List<AcceptLimit> all = new ArrayList<>(limits);
        all.addFirst(new ConnectionLimit(bind.maxconn()));
        return new Admission(all, backlog);
    }

    private static void addRate(int perSecond, List<AcceptLimit> to) {
        if (perSecond > 0) {
            to.add(new ConnectionRate(perSecond));
        }
    }
}
