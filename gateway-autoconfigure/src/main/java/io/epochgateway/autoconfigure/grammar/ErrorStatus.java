package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.http.ErrorReply;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A status that the gateway answers by itself. */
record ErrorStatus() implements Scalar<Integer> {

    static final String ALL = Stream.of(ErrorReply.values())
            .map(reply -> String.valueOf(reply.status()))
            .collect(Collectors.joining(", "));

    @Override
    public Integer parse(String text) throws Mistake {
        for (ErrorReply reply : ErrorReply.values()) {
            if (String.valueOf(reply.status()).equals(text)) {
                return reply.status();
            }
        }
        throw new Mistake("'" + text + "' is no status that the gateway answers by itself", "Valid: " + ALL + ".");
    }

    @Override
    public String values() {
        return "status";
    }
}
