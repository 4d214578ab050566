package io.epochgateway.benchmarks;

/** What a client may complain about; each counts as one error. */
enum Problem {
    /** No connection: refused, reset or no answer in time. */
    CONNECT("connect"),
    /** The connection was reset while a response was due. */
    RESET("reset"),
    /** The connection was closed before the response's end. */
    EARLY_CLOSE("early close"),
    /** Not HTTP/1, framed ambiguously, of the wrong length, or not asked for. */
    BAD_RESPONSE("bad response"),
    /** No complete response in time. */
    TIMEOUT("timeout");

    final String label;

    Problem(String label) {
        this.label = label;
    }
}
