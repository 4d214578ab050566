package io.epochgateway.benchmarks;

/** The server's bytes are not a response that this client may accept. */
final class BadResponseException extends Exception {

    private static final long serialVersionUID = 1L;

    BadResponseException(String message) {
        super(message, null, false, false);
    }
}
