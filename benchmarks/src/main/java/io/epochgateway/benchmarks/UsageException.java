package io.epochgateway.benchmarks;

/** The command line can't be carried out; the message says which argument and why. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
