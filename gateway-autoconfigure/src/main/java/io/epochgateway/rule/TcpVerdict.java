package io.epochgateway.rule;

/** What comes of the rules of {@code tcp-request} or {@code tcp-response}. */
public enum TcpVerdict {
    /** The connection or the stream goes on. */
    ACCEPT,
    /** It ends without a word. */
    REJECT,
    /** It ends, and the client isn't told. */
    DROP,
    /** From now on it is one of mode http. */
    SWITCH_MODE,
    /** It begins with a header of the PROXY protocol, though its bind doesn't say so. */
    EXPECT_PROXY,
    /** The connection to the server ends, and what it sent goes on to the client. */
    CLOSE,
    /** A rule can't be decided before more bytes are there. */
    WAIT
}
