package io.epochgateway.server.resolve;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One name server, and what became of the questions that it was sent. Any thread. */
public final class NameServer {

    /** What is counted, in the order in which it is shown. */
    public enum Figure {
        SENT,
        SND_ERROR,
        VALID,
        UPDATE,
        CNAME,
        CNAME_ERROR,
        ANY_ERR,
        NX,
        TIMEOUT,
        REFUSED,
        OTHER,
        INVALID,
        TOO_BIG,
        TRUNCATED,
        OUTDATED
    }

    private final String id;
    private final InetSocketAddress address;
    private final Map<Figure, LongAdder> figures = new EnumMap<>(Figure.class);

    NameServer(String id, InetSocketAddress address) {
        this.id = id;
        this.address = address;
        for (Figure figure : Figure.values()) {
            figures.put(figure, new LongAdder());
        }
    }

    public String id() {
        return id;
    }

    InetSocketAddress address() {
        return address;
    }

    /** How often that happened. */
    public long count(Figure figure) {
        return adder(figure).sum();
    }

    void hit(Figure figure) {
        adder(figure).increment();
    }

    /** Counts an answer. */
    void hit(Answer answer, boolean truncated) {
        if (answer.aliased()) {
            hit(answer.failure() == null ? Figure.CNAME : Figure.CNAME_ERROR);
        }
        if (truncated) {
            hit(Figure.TRUNCATED);
            return;
        }
        switch (answer.failure()) {
            case null -> hit(Figure.VALID);
            case NX -> hit(Figure.NX);
            case REFUSED -> hit(Figure.REFUSED);
            case TIMEOUT -> hit(Figure.TIMEOUT);
            case OTHER -> hit(Figure.ANY_ERR);
        }
    }

    private LongAdder adder(Figure figure) {
        return figures.computeIfAbsent(figure, missing -> new LongAdder());
    }
}
