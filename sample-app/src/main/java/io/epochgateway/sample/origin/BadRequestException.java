package io.epochgateway.sample.origin;

/** A request that HTTP/1 doesn't allow; its message is the text of the 400. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1;

    BadRequestException(String reason) {
        // without a stack trace: what a peer sends must not cost us one
        super(reason, null, false, false);
    }
}
