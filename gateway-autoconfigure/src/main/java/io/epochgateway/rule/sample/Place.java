package io.epochgateway.rule.sample;

import java.util.EnumSet;
import java.util.Set;

/** Where a rule stands, and so what it can see. */
public enum Place {
    TCP_REQUEST_CONNECTION("tcp-request connection"),
    TCP_REQUEST_SESSION("tcp-request session"),
    /** Of frontends and backends; a request's head is read out of the bytes. */
    TCP_REQUEST_CONTENT("tcp-request content", Need.REQUEST_BYTES, Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND),
    HTTP_REQUEST("http-request", Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND),
    /** The choice of a backend. */
    USE_BACKEND("use-backend", Need.REQUEST_BYTES, Need.REQUEST, Need.KEPT_REQUEST),
    /** The choice of a server. */
    USE_SERVER("use-server", Need.REQUEST_BYTES, Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND),
    /** What a server is told when a connection to it is opened. */
    SERVER_LINE("set-proxy-v2-tlv-fmt", Need.BACKEND, Need.SERVER),
    TCP_RESPONSE_CONTENT(
            "tcp-response content", Need.KEPT_REQUEST, Need.BACKEND, Need.SERVER, Need.RESPONSE_BYTES, Need.RESPONSE),
    HTTP_RESPONSE("http-response", Need.KEPT_REQUEST, Need.BACKEND, Need.SERVER, Need.RESPONSE),
    /** The name of a request, before it goes on. */
    UNIQUE_ID("unique-id-format", Need.REQUEST, Need.KEPT_REQUEST),
    /** A line of the access log: all of a stream, but no bytes any more. */
    LOG("log-format", Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND, Need.SERVER, Need.RESPONSE);

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
    private final Set<Need> offers;

    /**
     * What all offer needs no mention.
     *
     * @param more what it offers besides
     */
    Place(String word, Need... more) {
        this.word = word;
        this.offers = EnumSet.of(Need.NOTHING, more);
        this.offers.add(Need.CLIENT);
    }

    boolean offers(Need need) {
        return offers.contains(need);
    }

    /** The rule's keyword. */
    public String word() {
        return word;
    }
}
