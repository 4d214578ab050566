package io.epochgateway.http;

/** Why a message was refused; one constant a rule, each with the section of RFC 9112 or 9110 that it enforces. */
public enum Refusal {
    /** RFC 9112 section 3: the request line is not one. */
    REQUEST_LINE(400);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** What a client is answered: 400, 414 or 431. A server's message is answered with 502 whatever this says. */
    public int status() {
        return status;
    }
}
