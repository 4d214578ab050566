package io.epochgateway.server.resolve;

import io.epochgateway.definition.ResolversDefinition.Hold;
import java.time.Duration;

/** Why a name got no address. */
enum Failure {
    /** There is no such name. */
    NX("DNS NX status"),
    /** A name server doesn't want to tell. */
    REFUSED("DNS refused status"),
    /** No name server answered. */
    TIMEOUT("DNS timeout status"),
    /** Anything else: no records of the kind, an answer that makes no sense, another error. */
    OTHER("unspecified DNS error");

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    /** As the log adds it to its sentence. */
    String cause() {
        return " (" + words + ")";
    }

    /** How long what was known outlives it. */
    Duration hold(Hold hold) {
        return switch (this) {
            case NX -> hold.nx();
            case REFUSED -> hold.refused();
            case TIMEOUT -> hold.timeout();
            case OTHER -> hold.other();
        };
    }
}
