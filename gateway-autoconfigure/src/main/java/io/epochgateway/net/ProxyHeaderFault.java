package io.epochgateway.net;

/** Why a connection that must begin with a header of the PROXY protocol is closed; the words are HAProxy's. */
public enum ProxyHeaderFault {
    NO_HEADER("Received something which does not look like a PROXY protocol header"),
    INVALID("Received an invalid PROXY protocol header"),
    UNHANDLED("Received an unhandled protocol in the PROXY protocol header"),
    TRUNCATED("Truncated PROXY protocol header received"),
    CLOSED("Connection closed while waiting for PROXY protocol header"),
    ERROR("Connection error while waiting for PROXY protocol header"),
    TIMEOUT("Timeout while waiting for PROXY protocol header");

    private final String text;

    ProxyHeaderFault(String text) {
        this.text = text;
    }

    /** The sentence of the log line. */
    public String text() {
        return text;
    }
}
