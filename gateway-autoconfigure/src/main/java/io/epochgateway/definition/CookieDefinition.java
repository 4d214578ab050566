package io.epochgateway.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a backend brings a client back to its server by a cookie (HAProxy {@code cookie}).
 *
 * @param property the full name of the property that defines it, for messages
 * @param name of the cookie
 * @param operation what is done with it in responses
 * @param indirect in insert mode the servers don't see it; without a mode, what a known client's server sets is dropped
 * @param nocache makes a cacheable response that takes the cookie private
 * @param postonly inserts it in responses to POST only
 * @param preserve leaves a cookie of that name alone that the server sets
 * @param httponly adds {@code HttpOnly}
 * @param secure adds {@code Secure}
 * @param domains adds {@code domain=} for each
 * @param attributes added as they are
 * @param maxidle how long the client may stay away; zero for ever
 * @param maxlife how long the client may keep its server; zero for ever
 * @param dynamicKey what makes, with its address, the value of a server that has none of its own; null if nothing does
 */
public record CookieDefinition(
        String property,
        String name,
        Operation operation,
        boolean indirect,
        boolean nocache,
        boolean postonly,
        boolean preserve,
        boolean httponly,
        boolean secure,
        List<String> domains,
        List<String> attributes,
        Duration maxidle,
        Duration maxlife,
        @Nullable String dynamicKey) {

    /** What the proxy does with the cookie in responses. */
    public enum Operation {
        /** Nothing: it only reads what the server sets. */
        PASSIVE,
        /** Replaces the value that the server sets by the server's own. */
        REWRITE,
        /** Sets the cookie itself. */
        INSERT,
        /** Puts the server's value and {@code ~} before the value that the server sets. */
        PREFIX
    }

    public CookieDefinition {
        domains = List.copyOf(domains);
        attributes = List.copyOf(attributes);
        if (operation == Operation.REWRITE && indirect) {
            throw new DefinitionException(
                    property, name, "'rewrite' and 'indirect' contradict each other", "Leave one of them out.");
        }
        if (preserve && operation != Operation.INSERT && !indirect) {
            throw new DefinitionException(
                    property, name, "'preserve' needs 'insert' or 'indirect'", "Add one of them, or leave it out.");
        }
    }
}
