package io.epochgateway.rule;

/** What comes of the rules of {@code tcp-request}. */
public enum TcpVerdict {
    /** The connection or the stream goes on. */
    ACCEPT,
    /** It ends without a word. */
    REJECT,
    /** It begins with a header of the PROXY protocol, though its bind doesn't say so. */
    EXPECT_PROXY,
    /** A rule can't be decided before more bytes are there. */
    WAIT
}
