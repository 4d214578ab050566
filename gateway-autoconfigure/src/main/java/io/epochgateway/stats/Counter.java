package io.epochgateway.stats;

import java.util.Locale;

/** What is counted, each under its name in HAProxy's {@code show stat}. */
public enum Counter {
    /** Sessions: of a frontend connections, else requests or TCP sessions. */
    STOT,
    /** Bytes from the client. */
    BIN,
    /** Bytes to the client. */
    BOUT,
    /** Requests refused by a rule. */
    DREQ,
    /** Responses refused by a rule. */
    DRESP,
    /** Requests that were invalid, incomplete or late. */
    EREQ,
    /** Requests that reached no server. */
    ECON,
    /** Responses that were missing, invalid or late. */
    ERESP,
    /** Attempts to connect after the first. */
    WRETR,
    /** Requests that went on to another server. */
    WREDIS,
    /** Requests for which this server, or a server of this backend, was chosen. */
    LBTOT,
    HRSP_1XX,
    HRSP_2XX,
    HRSP_3XX,
    HRSP_4XX,
    HRSP_5XX,
    HRSP_OTHER,
    /** HTTP requests. */
    REQ_TOT,
    /** Transfers that the client ended early, or left waiting for too long. */
    CLI_ABRT,
    /** Transfers that the server ended early, or left waiting for too long. */
    SRV_ABRT,
    /** Connections. */
    CONN_TOT,
    /** Requests that were answered by the proxy on purpose. */
    INTERCEPTED,
    /** Connections refused by a rule. */
    DCON,
    /** Sessions refused by a rule. */
    DSES,
    /** Header rewrites that failed. */
    WREW,
    /** Attempts to connect. */
    CONNECT,
    /** Requests on a connection that carried others before. */
    REUSE,
    /** Internal errors. */
    EINT;

    private static final Counter[] BY_CLASS = {HRSP_OTHER, HRSP_1XX, HRSP_2XX, HRSP_3XX, HRSP_4XX, HRSP_5XX};

    /** The column in {@code show stat}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where responses of that status are counted. */
    public static Counter ofStatus(int status) {
        int group = status / 100;
        return BY_CLASS[group < BY_CLASS.length ? group : 0];
    }
}
