package io.epochgateway.definition;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lets a request be sent again (HAProxy {@code retry-on}).
 *
 * @param failures of connections and responses
 * @param statuses of responses
 */
public record RetryOn(Set<Failure> failures, Set<Integer> statuses) {

    /** What may go wrong with an attempt. */
    public enum Failure {
        /** The connection could not be made; nothing was sent. */
        CONN_FAILURE,
        /** The connection ended before the first byte of a response. */
        EMPTY_RESPONSE,
        /** What came was no response, or only part of a head. */
        JUNK_RESPONSE,
        /** No response head came within {@code timeout server}. */
        RESPONSE_TIMEOUT,
        /** The server refused early data. */
        ZERO_RTT_REJECTED
    }

    /** As in HAProxy, only what was never sent. */
    public static final RetryOn DEFAULT = new RetryOn(Set.of(Failure.CONN_FAILURE), Set.of());

    public RetryOn {
        EnumSet<Failure> copy = EnumSet.noneOf(Failure.class);
        copy.addAll(failures);
        failures = Collections.unmodifiableSet(copy);
        statuses = Collections.unmodifiableSet(new TreeSet<>(statuses));
    }

    /** Whether a request may be sent again that a server may have seen, so it must be kept. */
    public boolean afterSending() {
        return !statuses.isEmpty()
                || failures.contains(Failure.EMPTY_RESPONSE)
                || failures.contains(Failure.JUNK_RESPONSE)
                || failures.contains(Failure.RESPONSE_TIMEOUT);
    }

    /** Whether whatever an idle connection may do to a request is retried, so that a first one may take the risk. */
    public boolean coversReuse() {
        return failures.contains(Failure.CONN_FAILURE)
                && failures.contains(Failure.EMPTY_RESPONSE)
                && failures.contains(Failure.RESPONSE_TIMEOUT);
    }
}
