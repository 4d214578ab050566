package io.epochgateway.rule.sample;

import java.util.EnumSet;
import java.util.Set;

/** Where a rule stands, and so what it can see. */
public enum Place {
    TCP_REQUEST_CONNECTION("tcp-request connection", EnumSet.of(Need.NOTHING, Need.CLIENT)),
    TCP_REQUEST_SESSION("tcp-request session", EnumSet.of(Need.NOTHING, Need.CLIENT)),
    /** Of frontends and backends; a request's head is read out of the bytes. */
    TCP_REQUEST_CONTENT(
            "tcp-request content",
            EnumSet.of(Need.NOTHING, Need.CLIENT, Need.REQUEST_BYTES, Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND)),
    HTTP_REQUEST("http-request", EnumSet.of(Need.NOTHING, Need.CLIENT, Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND)),
    /** The choice of a backend. */
    USE_BACKEND(
            "use-backend", EnumSet.of(Need.NOTHING, Need.CLIENT, Need.REQUEST_BYTES, Need.REQUEST, Need.KEPT_REQUEST)),
    /** The choice of a server. */
    USE_SERVER(
            "use-server",
            EnumSet.of(Need.NOTHING, Need.CLIENT, Need.REQUEST_BYTES, Need.REQUEST, Need.KEPT_REQUEST, Need.BACKEND)),
    /** What a server is told when a connection to it is opened. */
    SERVER_LINE("set-proxy-v2-tlv-fmt", EnumSet.of(Need.NOTHING, Need.CLIENT, Need.BACKEND, Need.SERVER)),
    TCP_RESPONSE_CONTENT(
            "tcp-response content",
            EnumSet.of(
                    Need.NOTHING,
                    Need.CLIENT,
                    Need.KEPT_REQUEST,
                    Need.BACKEND,
                    Need.SERVER,
                    Need.RESPONSE_BYTES,
                    Need.RESPONSE)),
    HTTP_RESPONSE(
            "http-response",
            EnumSet.of(Need.NOTHING, Need.CLIENT, Need.KEPT_REQUEST, Need.BACKEND, Need.SERVER, Need.RESPONSE)),
    /** The name of a request, before it goes on. */
    UNIQUE_ID("unique-id-format", EnumSet.of(Need.NOTHING, Need.CLIENT, Need.REQUEST, Need.KEPT_REQUEST)),
    /** A line of the access log: all of a stream, but no bytes any more. */
    LOG(
            "log-format",
            EnumSet.of(
                    Need.NOTHING,
                    Need.CLIENT,
                    Need.REQUEST,
                    Need.KEPT_REQUEST,
                    Need.BACKEND,
                    Need.SERVER,
                    Need.RESPONSE));

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
    private final Set<Need> offers;

    Place(String word, Set<Need> offers) {
        this.word = word;
        this.offers = offers;
    }

    boolean offers(Need need) {
        return offers.contains(need);
    }

    /** The rule's keyword. */
    public String word() {
        return word;
    }
}
