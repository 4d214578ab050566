package io.epochgateway.server;

/** What traffic shows of a server. */
public enum Observation {
    CONNECTED(""),
    NOT_CONNECTED("L4 unsuccessful connection"),
    GOOD_RESPONSE(""),
    BAD_STATUS("Wrong http response"),
    BAD_HEAD("Invalid http response (headers)"),
    BAD_BODY("Invalid http response"),
    NO_ANSWER("Read timeout (http)"),
    CLOSED("Close from server (http)");

    private final String text;

    Observation(String text) {
        this.text = text;
    }

    /** Of a response with that status. */
    public static Observation of(int status) {
        return status < 500 || status == 501 || status == 505 ? GOOD_RESPONSE : BAD_STATUS;
    }

    /** Whether it is about the connection and not about what is said on it. */
    public boolean isOfConnection() {
        return this == CONNECTED || this == NOT_CONNECTED;
    }

    public boolean isGood() {
        return this == CONNECTED || this == GOOD_RESPONSE;
    }

    /** An error as HAProxy's log calls it. */
    public String text() {
        return text;
    }
}
