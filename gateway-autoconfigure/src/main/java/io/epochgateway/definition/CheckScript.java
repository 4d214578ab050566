package io.epochgateway.definition;

import io.epochgateway.definition.CheckStep.Connect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check does, step by step (HAProxy {@code tcp-check}, {@code http-check} and the checks that are made of them).
 *
 * @param kind what the texts about it say
 * @param lines the steps, the first one connects, with what may go before it
 * @param disableOn404 a 404 says that the server is alive and wants no new traffic ({@code http-check disable-on-404})
 */
public record CheckScript(Kind kind, List<Line> lines, boolean disableOn404) {

    /** Connecting is all. */
    public static final CheckScript CONNECT =
            new CheckScript(Kind.CONNECT, List.of(new Line(0, null, Connect.IMPLICIT)), false);

    public CheckScript {
        lines = List.copyOf(lines);
    }

    /** Where a script comes from. */
    public enum Kind {
        /** From nothing. */
        CONNECT,
        /** From {@code option tcp-check}: the texts tell the step. */
        TCP,
        /** From {@code option httpchk}: what is received is an HTTP response. */
        HTTP,
        /** From an option for one protocol. */
        PROTOCOL
    }

    /**
     * A step and its place.
     *
     * @param number as texts count, from 1; 0 for a connection that nobody wrote
     * @param comment what the texts add; null for nothing
     */
    public record Line(int number, @Nullable String comment, CheckStep step) {}
}
